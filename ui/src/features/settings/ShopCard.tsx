// The shop's name, where it is, and how the program looks: language and theme change at once.
import { Button, Group, Input, SegmentedControl, SimpleGrid, Text, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Language, type Theme, useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { showLanguage } from "../../app/Language";
import { LanguageSwitch } from "../../app/LanguageSwitch";
import { useUnsaved } from "../../app/unsaved";
import { ErrorNotice, fieldError } from "../../components/errors";
import { notifyDone } from "../../components/notify";
import { Card } from "./Card";
import { CountryChoice } from "./CountryChoice";

const THEMES: readonly Theme[] = ["system", "light", "dark"];

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="sm" c="dimmed">
        <bdi dir="ltr">{value}</bdi>
      </Text>
    </div>
  );
}

export function ShopCard() {
  const { t } = useTranslation();
  const book = useBook();
  const rename = useWrite("settingsUpdate");
  const look = useWrite("settingsUpdate");
  // Null: as it stands in the book, whatever puts it there.
  const [typed, setTyped] = useState<string | null>(null);
  const name = typed ?? book.name;
  const dirty = name !== book.name;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new name in the book replaces the typed one
  useEffect(() => setTyped(null), [book.name]);
  useUnsaved(dirty);

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!dirty || rename.isPending) return;
    rename.mutate([{ name, language: book.language, theme: book.theme }], {
      onSuccess: () => notifyDone(t("settings.shop.saved")),
    });
  };
  const changeLanguage = (language: Language) => {
    // Shown before it is saved: a language is judged by reading it.
    showLanguage(language);
    look.mutate([{ name: book.name, language, theme: book.theme }], {
      onError: () => showLanguage(book.language),
    });
  };
  const changeTheme = (theme: Theme) =>
    look.mutate([{ name: book.name, language: book.language, theme }]);

  return (
    <Card title={t("settings.shop.title")}>
      <form onSubmit={save} noValidate>
        <Group align="flex-end" gap="sm" wrap="wrap">
          <TextInput
            label={t("settings.shop.name")}
            value={name}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={fieldError(rename.error, "name")}
            autoComplete="off"
            maw="28rem"
            flex="1 1 16rem"
            data-testid="settings-name"
          />
          <Button
            type="submit"
            disabled={!dirty}
            loading={rename.isPending}
            data-testid="save-name"
          >
            {t("common.save")}
          </Button>
        </Group>
      </form>
      <ErrorNotice error={rename.error} fields={["name"]} />
      <CountryChoice />
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg" verticalSpacing="md">
        <Input.Wrapper label={t("settings.shop.language")} labelElement="div">
          <div>
            <LanguageSwitch onChange={changeLanguage} />
          </div>
        </Input.Wrapper>
        <Input.Wrapper label={t("settings.shop.theme")} labelElement="div">
          <div>
            <SegmentedControl
              aria-label={t("settings.shop.theme")}
              value={book.theme}
              onChange={(theme) => changeTheme(theme as Theme)}
              data={THEMES.map((theme) => ({ value: theme, label: t(`settings.theme.${theme}`) }))}
              data-testid="theme"
            />
          </div>
        </Input.Wrapper>
        <Fact label={t("settings.shop.currency")} value={book.currency} />
        <Fact label={t("settings.shop.timezone")} value={book.timezone} />
      </SimpleGrid>
      <ErrorNotice error={look.error} />
    </Card>
  );
}

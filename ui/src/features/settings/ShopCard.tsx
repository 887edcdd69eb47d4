// The shop's name and letterhead, where it is, and how the program looks: language and theme change at once.
import { Input, SegmentedControl, SimpleGrid, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { type Language, type Theme, useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { showLanguage } from "../../app/Language";
import { LanguageSwitch } from "../../app/LanguageSwitch";
import { ErrorNotice } from "../../components/errors";
import { Card } from "./Card";
import { CountryChoice } from "./CountryChoice";
import { ShopForm } from "./ShopForm";

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
  const look = useWrite("settingsUpdate");

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
      <ShopForm />
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

// The first start: the shop's name and its currency make the book.
import {
  Anchor,
  Button,
  Container,
  Group,
  Paper,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
  Title,
} from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useRead } from "../../api";
import { useLanguage } from "../../app/i18n";
import { LanguageSwitch } from "../../app/LanguageSwitch";
import { ErrorNotice, fieldError } from "../../components/errors";
import { ChoiceInput } from "../../components/inputs";
import { PathText } from "../../components/texts";
import { useOpening } from "../sales/useOpening";
import { currencyChoices, timezoneChoices } from "./choices";
import classes from "./first-run.module.css";

type FirstRunScreenProps = { path: string; onCreated: () => void };

export default function FirstRunScreen({ path, onCreated }: FirstRunScreenProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const currencies = useRead("settings", "currencies");
  const create = useOpening("bookCreate");
  const demo = useOpening("bookDemo");
  const [name, setName] = useState("");
  const [currency, setCurrency] = useState("DZD");
  const [timezone, setTimezone] = useState("Africa/Algiers");
  const [nameMissing, setNameMissing] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === "") {
      setNameMissing(true);
      return;
    }
    try {
      await create.mutateAsync([{ name, currency, timezone, language }]);
      onCreated();
    } catch {
      // The form shows create.error and keeps what was typed.
    }
  };
  const nameError = nameMissing
    ? t("app.first_run.name_missing")
    : fieldError(create.error, "name");

  return (
    <Container component="main" size="sm" className={classes.screen ?? ""} data-testid="first-run">
      <Group justify="space-between" gap="md">
        <Text fw={700} size="lg">
          {t("app.name")}
        </Text>
        <LanguageSwitch />
      </Group>
      <Paper withBorder p="xl">
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Stack gap="lg">
            <div>
              <Title order={1}>{t("app.first_run.title")}</Title>
              <Text c="dimmed" mt={4}>
                {t("app.first_run.text")}
              </Text>
            </div>
            <TextInput
              label={t("app.first_run.name")}
              description={t("app.first_run.name_hint")}
              required
              autoFocus
              autoComplete="off"
              value={name}
              onChange={(event) => {
                setName(event.currentTarget.value);
                setNameMissing(false);
              }}
              error={nameError}
              data-testid="shop-name-input"
            />
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="lg">
              <ChoiceInput
                label={t("app.first_run.currency")}
                description={t("app.first_run.currency_hint")}
                data={currencyChoices(currencies.data ?? [], language)}
                value={currency}
                onChange={(code) => setCurrency(code ?? "DZD")}
                error={fieldError(create.error, "currency")}
                data-testid="currency-input"
              />
              <ChoiceInput
                label={t("app.first_run.timezone")}
                description={t("app.first_run.timezone_hint")}
                data={timezoneChoices()}
                limit={50}
                value={timezone}
                onChange={(zone) => setTimezone(zone ?? "Africa/Algiers")}
                error={fieldError(create.error, "timezone")}
                data-testid="timezone-input"
              />
            </SimpleGrid>
            <div>
              <Text size="sm" c="dimmed">
                {t("app.first_run.place")}
              </Text>
              <PathText>{path}</PathText>
            </div>
            <ErrorNotice
              error={create.error ?? demo.error ?? currencies.error}
              fields={["name", "currency", "timezone"]}
            />
            <Group justify="space-between" gap="md">
              <Anchor
                component="button"
                type="button"
                size="sm"
                disabled={demo.isPending}
                onClick={() => demo.mutate([language])}
                data-testid="demo-instead"
              >
                {t("app.first_run.demo_instead")}
              </Anchor>
              <Button type="submit" size="md" loading={create.isPending} data-testid="create-book">
                {t("app.first_run.create")}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Container>
  );
}

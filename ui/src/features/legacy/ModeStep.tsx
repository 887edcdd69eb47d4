import { Button, Group, Paper, Radio, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import { type FormEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import type { AppError, ImportMode, InspectedFiles } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { ErrorNotice, fieldError } from "../../components/errors";
import { MoneyInput } from "../../components/inputs";
import { StatusBadge } from "../../components/StatusBadge";
import { currencySymbol } from "../../format";
import classes from "./legacy.module.css";
import { StepActions } from "./StepActions";
import { asksFigures } from "./wizard";

const MODES: readonly ImportMode[] = ["opening", "replay", "archive"];

type ModeStepProps = {
  mode: ImportMode;
  figures: Record<string, string>;
  suppliers: InspectedFiles["suppliers"];
  onMode: (mode: ImportMode) => void;
  onFigure: (name: string, figure: string) => void;
  onBack: () => void;
  onNext: () => void;
  loading: boolean;
  error: AppError | null;
};

function ModeChoice({ mode }: { mode: ImportMode }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Radio.Card
      value={mode}
      className={classes.mode ?? ""}
      aria-describedby={id}
      aria-label={t(`legacy.mode.${mode}`)}
      data-testid={`mode-${mode}`}
    >
      <Group wrap="nowrap" align="flex-start" gap="md">
        <Radio.Indicator mt={2} />
        <div>
          <Group gap="xs">
            <Text fw={600}>{t(`legacy.mode.${mode}`)}</Text>
            {mode === "opening" && (
              <StatusBadge tone="ok">{t("legacy.mode.recommended")}</StatusBadge>
            )}
          </Group>
          <Text size="sm" c="dimmed" id={id}>
            {t(`legacy.mode.${mode}_text`)}
          </Text>
        </div>
      </Group>
    </Radio.Card>
  );
}

/** The program names the figure it can't read by its place: balances.2.figure. */
function figureError(error: AppError | null, given: readonly string[], name: string) {
  return fieldError(error, `balances.${given.indexOf(name)}.figure`);
}

export function ModeStep(props: ModeStepProps) {
  const { t } = useTranslation();
  const { mode, figures, suppliers, loading, error } = props;
  const { code } = useCurrency();
  const currency = currencySymbol(code, useLanguage());
  const given = suppliers
    .map(({ name }) => name)
    .filter((name) => (figures[name] ?? "").trim() !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!loading) props.onNext();
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg">
        <Radio.Group
          value={mode}
          onChange={(value) => props.onMode(value as ImportMode)}
          label={t("legacy.mode.title")}
          labelProps={{ className: classes.groupLabel }}
        >
          <Stack gap="sm" mt="sm">
            {MODES.map((choice) => (
              <ModeChoice key={choice} mode={choice} />
            ))}
          </Stack>
        </Radio.Group>
        {asksFigures(mode) && suppliers.length > 0 && (
          <Paper withBorder p="lg">
            <Title order={2} size="h3">
              {t("legacy.mode.figures_title")}
            </Title>
            <Text size="sm" c="dimmed" mt={2} mb="md">
              {t(
                mode === "opening" ? "legacy.mode.figures_opening" : "legacy.mode.figures_replay",
                {
                  currency,
                },
              )}
            </Text>
            <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }} spacing="md">
              {suppliers.map(({ name, spellings }) => {
                const others = spellings.map((one) => one.trim()).filter((one) => one !== name);
                return (
                  <MoneyInput
                    key={name}
                    label={name}
                    unit={code}
                    value={figures[name] ?? ""}
                    onChange={(figure) => props.onFigure(name, figure)}
                    description={
                      others.length > 0
                        ? t("legacy.mode.spellings", { spellings: [...new Set(others)].join(", ") })
                        : undefined
                    }
                    error={figureError(error, given, name)}
                    data-testid={`figure-${name}`}
                  />
                );
              })}
            </SimpleGrid>
          </Paper>
        )}
        <ErrorNotice error={error} fields={given.map((_, index) => `balances.${index}.figure`)} />
        {loading && (
          <Text size="sm" c="dimmed" role="status">
            {t("legacy.preview.running")}
          </Text>
        )}
        <StepActions onBack={props.onBack} busy={loading}>
          <Button type="submit" loading={loading} data-testid="next">
            {t("legacy.preview.go")}
          </Button>
        </StepActions>
      </Stack>
    </form>
  );
}

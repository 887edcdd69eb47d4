import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconInfoCircle } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ImportInput, type ImportReport, useWrite } from "../../api";
import { useBook, useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { ConfirmDialog } from "../../components/dialogs";
import { currencySymbol } from "../../format";
import { Issues } from "./Issues";
import { PassedOver } from "./PassedOver";
import { PlatformBalances } from "./PlatformBalances";
import { StepActions } from "./StepActions";
import { FileCounts, Totals } from "./Totals";

export function Section({
  title,
  note,
  children,
}: {
  title: string;
  note?: string;
  children: ReactNode;
}) {
  return (
    <Stack component="section" gap="sm" aria-label={title}>
      <div>
        <Title order={2} size="h3">
          {title}
        </Title>
        {note && (
          <Text size="sm" c="dimmed">
            {note}
          </Text>
        )}
      </div>
      {children}
    </Stack>
  );
}

type PreviewStepProps = {
  report: ImportReport;
  input: ImportInput;
  onBack: () => void;
  onImported: (report: ImportReport) => void;
};

export function PreviewStep({ report, input, onBack, onImported }: PreviewStepProps) {
  const { t } = useTranslation();
  const book = useBook();
  const write = useWrite("legacyImport");
  const [asking, setAsking] = useState(false);
  const unsaid = report.platforms.filter((platform) => platform.unsaid).map(({ name }) => name);
  const language = useLanguage();
  const names = new Intl.ListFormat(language);
  const currency = currencySymbol(useCurrency().code, language);

  const confirm = async () => {
    try {
      const done = await write.mutateAsync([input]);
      setAsking(false);
      onImported(done);
    } catch {
      // The dialog stays and shows write.error.
    }
  };

  return (
    <Stack gap="xl">
      <Section title={t("legacy.preview.title")}>
        <Alert role="status" variant="light" color="blue" icon={<IconInfoCircle aria-hidden />}>
          {t(`legacy.mode.${report.mode}`)}. {t("legacy.preview.nothing_written")}
        </Alert>
        <Totals totals={report.totals} />
      </Section>
      <Section
        title={t("legacy.preview.platforms")}
        note={t("legacy.preview.platforms_unit", { currency })}
      >
        {unsaid.length > 0 && (
          <Alert
            role="status"
            variant="light"
            color="orange"
            icon={<IconAlertTriangle aria-hidden />}
            data-testid="unsaid"
          >
            <Group justify="space-between" gap="sm">
              <Text size="sm" flex={1} miw="16rem">
                {t("legacy.preview.unsaid", {
                  count: unsaid.length,
                  names: names.format(unsaid.map((name) => `\u2068${name}\u2069`)),
                })}
              </Text>
              <Button size="xs" variant="default" onClick={onBack} data-testid="give-figures">
                {t("legacy.preview.give_figures")}
              </Button>
            </Group>
          </Alert>
        )}
        <PlatformBalances platforms={report.platforms} />
      </Section>
      <Section title={t("legacy.preview.files")}>
        <FileCounts files={report.files} />
        <PassedOver reasons={report.passed_over} />
      </Section>
      <Section title={t("legacy.issues.title")}>
        <Issues issues={report.issues} />
      </Section>
      <StepActions onBack={onBack} busy={write.isPending}>
        <Button onClick={() => setAsking(true)} data-testid="import">
          {t("legacy.preview.import")}
        </Button>
      </StepActions>
      <ConfirmDialog
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => void confirm()}
        title={t("legacy.confirm.title", { book: book.name })}
        confirmLabel={t("legacy.confirm.confirm")}
        loading={write.isPending}
        error={write.error}
      >
        {t("legacy.confirm.text")}
      </ConfirmDialog>
    </Stack>
  );
}

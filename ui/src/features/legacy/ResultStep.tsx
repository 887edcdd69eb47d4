import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconAlertTriangle, IconArrowBackUp, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import type { ImportReport, UndoReport } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { Amount } from "../../components/Amount";
import { PathText } from "../../components/texts";
import { currencySymbol, isZero } from "../../format";
import { Issues } from "./Issues";
import { PassedOver } from "./PassedOver";
import { PlatformBalances } from "./PlatformBalances";
import { Section } from "./PreviewStep";
import { FileCounts, Totals } from "./Totals";
import { UndoDialog } from "./UndoDialog";

type ResultStepProps = {
  report: ImportReport;
  onAgain: () => void;
  onUndone: (undone: UndoReport) => void;
};

export function ResultStep({ report, onAgain, onUndone }: ResultStepProps) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [undoing, setUndoing] = useState(false);
  const currency = currencySymbol(useCurrency().code, useLanguage());
  const agrees = isZero(report.reconciliation.difference);
  return (
    <Stack gap="xl" data-testid="import-result">
      <Stack gap="md">
        <Title order={2} size="h2">
          {t("legacy.result.title")}
        </Title>
        <Alert
          role="status"
          variant="light"
          color={agrees ? "brand" : "red"}
          icon={agrees ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
          title={t(agrees ? "legacy.result.reconciled" : "legacy.result.not_reconciled")}
        >
          {t("legacy.result.difference")}{" "}
          <Amount value={report.reconciliation.difference} judged data-testid="difference" />
        </Alert>
        {report.backup && (
          <div>
            <Text size="sm" c="dimmed">
              {t("legacy.result.backup")}
            </Text>
            <PathText>{report.backup}</PathText>
          </div>
        )}
        <Totals totals={report.totals} />
      </Stack>
      <Section title={t("legacy.result.next_title")} note={t("legacy.result.next_text")}>
        <Group gap="sm">
          <Button onClick={() => navigate("/platforms")}>{t("legacy.result.platforms")}</Button>
          <Button variant="default" onClick={() => navigate("/sales")}>
            {t("legacy.result.sales")}
          </Button>
          <Button variant="default" onClick={onAgain} data-testid="import-again">
            {t("legacy.result.again")}
          </Button>
          {report.batch && (
            <Button
              variant="default"
              leftSection={<IconArrowBackUp size={18} aria-hidden />}
              onClick={() => setUndoing(true)}
              data-testid="undo-import"
            >
              {t("legacy.undo.button")}
            </Button>
          )}
        </Group>
        {undoing && report.batch && (
          <UndoDialog
            batch={report.batch}
            title={t("legacy.undo.title_this")}
            onClose={() => setUndoing(false)}
            onUndone={onUndone}
          />
        )}
      </Section>
      <Section
        title={t("legacy.preview.platforms")}
        note={t("legacy.preview.platforms_unit", { currency })}
      >
        <PlatformBalances platforms={report.platforms} />
      </Section>
      <Section title={t("legacy.preview.files")}>
        <FileCounts files={report.files} />
        <PassedOver reasons={report.passed_over} />
      </Section>
      <Section title={t("legacy.issues.title")}>
        <Issues issues={report.issues} />
      </Section>
    </Stack>
  );
}

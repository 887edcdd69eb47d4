// Before an import is taken back: whether the book goes back to its copy or counter-entries do it, and what stays.
import { Loader, Stack, Text } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { newKey, type UndoReport, useWrite } from "../../api";
import { ConfirmDialog } from "../../components/dialogs";
import { PathText } from "../../components/texts";
import { useOpening } from "../sales/useOpening";
import { Counts, KeptList } from "./UndoParts";

type UndoDialogProps = {
  batch: string;
  title: string;
  onClose: () => void;
  onUndone: (report: UndoReport) => void;
};

export function UndoDialog({ batch, title, onClose, onUndone }: UndoDialogProps) {
  const { t } = useTranslation();
  const [key] = useState(newKey);
  const quote = useWrite("legacyUndoQuote");
  const undo = useOpening("legacyUndo");
  const { mutate } = quote;
  useEffect(() => mutate([batch]), [mutate, batch]);

  const confirm = async () => {
    // Until it is said what would happen, nothing does.
    if (!quote.data) return;
    try {
      const { report } = await undo.mutateAsync([key, batch]);
      onUndone(report);
    } catch {
      // The dialog stays and shows undo.error.
    }
  };
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      onConfirm={() => void confirm()}
      title={title}
      confirmLabel={t("legacy.undo.confirm")}
      cancelLabel={t("legacy.undo.keep")}
      loading={undo.isPending}
      error={undo.error ?? quote.error}
      size="lg"
      danger
      data-testid="undo-dialog"
    >
      {quote.isPending && <Loader size="sm" aria-label={t("common.loading")} />}
      {quote.data && <Foretold report={quote.data} />}
    </ConfirmDialog>
  );
}

function Foretold({ report }: { report: UndoReport }) {
  const { t } = useTranslation();
  if (report.way === "backup") {
    return (
      <Stack gap="sm" data-testid="undo-backup">
        <Text size="sm">{t("legacy.undo.to_backup")}</Text>
        {report.backup && <PathText>{report.backup}</PathText>}
        <Text size="sm" c="dimmed">
          {t("legacy.undo.replaced_kept")}
        </Text>
      </Stack>
    );
  }
  return (
    <Stack gap="sm" data-testid="undo-entries">
      {report.backup_lost && (
        <div>
          <Text size="sm">{t("legacy.undo.backup_lost")}</Text>
          <PathText>{report.backup_lost}</PathText>
        </div>
      )}
      <Text size="sm">{t("legacy.undo.by_entries")}</Text>
      <Counts counts={report.counts} />
      <KeptList kept={report.kept} title={t("legacy.undo.would_stay")} />
    </Stack>
  );
}

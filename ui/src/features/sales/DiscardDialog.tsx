import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../../components";

type DiscardDialogProps = { opened: boolean; onClose: () => void; onConfirm: () => void };

/** Asks once before the sale being typed is thrown away. */
export function DiscardDialog({ opened, onClose, onConfirm }: DiscardDialogProps) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      onConfirm={onConfirm}
      title={t("sales.new.discardTitle")}
      confirmLabel={t("sales.new.discardConfirm")}
      cancelLabel={t("common.discard.keep")}
      danger
    >
      {t("sales.new.discardText")}
    </ConfirmDialog>
  );
}

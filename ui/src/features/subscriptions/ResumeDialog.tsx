import { useTranslation } from "react-i18next";
import { useWrite } from "../../api";
import { ConfirmDialog, notifyDone } from "../../components";
import { formatDay, isolate } from "../../format";
import type { RowDialogProps } from "./RowDialog";
import { useHolder } from "./useHolder";

/** Its end moves: said before, and the new one after. */
export function ResumeDialog({ row, opened, onClose }: RowDialogProps) {
  const { t } = useTranslation();
  const write = useWrite("subscriptionResume");
  const { product } = row;
  const customer = useHolder()(row);

  const submit = async () => {
    const { ends_on } = await write.mutateAsync([row.id]);
    notifyDone(t("subscriptions.resume.done", { product, date: isolate(formatDay(ends_on)) }));
    onClose();
  };

  return (
    <ConfirmDialog
      opened={opened}
      onClose={onClose}
      // Said in the dialog, from write.error.
      onConfirm={() => void submit().catch(() => undefined)}
      title={t("subscriptions.resume.title", { product })}
      confirmLabel={t("subscriptions.resume.submit")}
      loading={write.isPending}
      error={write.error}
    >
      {t("subscriptions.resume.text", { customer, date: isolate(formatDay(row.ends_on)) })}
    </ConfirmDialog>
  );
}

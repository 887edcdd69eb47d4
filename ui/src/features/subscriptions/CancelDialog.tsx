import { useTranslation } from "react-i18next";
import { ReasonDialog } from "../../components/ReasonDialog";
import type { RowDialogProps } from "./RowDialog";
import { useHolder } from "./useHolder";

export function CancelDialog({ row, ...dialog }: RowDialogProps) {
  const { t } = useTranslation();
  return (
    <ReasonDialog
      {...dialog}
      command="subscriptionCancel"
      id={row.id}
      texts="subscriptions.cancel"
      words={{ product: row.product, customer: useHolder()(row) }}
      cancelLabel={t("subscriptions.cancel.keep")}
    />
  );
}

import { useTranslation } from "react-i18next";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { ConfirmDialog } from "../../components";
import { formatMoney, isolate } from "../../format";
import type { Recording } from "./useRecording";

/** Selling at a loss is allowed, once it has been said which product, at what price and cost. */
export function BelowCostDialog({ recording }: { recording: Recording }) {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const { product = "", price, cost } = recording.belowCost?.details ?? {};
  const money = (value: string) => isolate(formatMoney(value, currency, language));
  return (
    <ConfirmDialog
      opened={recording.belowCost !== null}
      onClose={recording.forgetBelowCost}
      onConfirm={() => void recording.record({ belowCost: true })}
      loading={recording.busy}
      title={t("sales.new.belowCostTitle", { product })}
      confirmLabel={t("sales.new.belowCostConfirm")}
      danger
    >
      {price !== undefined && cost !== undefined
        ? t("sales.new.belowCostText", { price: money(price), cost: money(cost) })
        : t("sales.new.belowCostTextPlain")}
    </ConfirmDialog>
  );
}

import { Checkbox } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SaleQuote } from "../../api";
import { isZero } from "../../format";
import type { Draft } from "./draft";
import type { Problems } from "./problems";

type KeepChangeProps = {
  draft: Draft;
  quote: SaleQuote | undefined;
  problems: Problems;
  onChange: (keep: boolean) => void;
};

/** Asked where more is received than the sale comes to, of a customer for whom it can be kept. */
export function KeepChange({ draft, quote, problems, onChange }: KeepChangeProps) {
  const { t } = useTranslation();
  const { customer, payments, keep_change } = draft;
  if (!quote || customer.kind === "passing") return null;
  // Only cash can be handed back: what was transferred beyond the total is refused unless it is kept.
  const refused = payments.some(({ row }) => problems.at(`payments.${row}`)?.code === "overpaid");
  if (isZero(quote.change) && isZero(quote.advance) && !refused) return null;
  return (
    <Checkbox
      label={t("sales.new.keepChange")}
      checked={keep_change}
      onChange={(event) => onChange(event.currentTarget.checked)}
      data-testid="sale-keep-change"
    />
  );
}

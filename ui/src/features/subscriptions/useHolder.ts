import { useTranslation } from "react-i18next";
import type { Subscription } from "../../api";

/** Whose a subscription is, in words: not everyone has a card. */
export function useHolder(): (row: Pick<Subscription, "customer_id" | "customer">) => string {
  const { t } = useTranslation();
  return ({ customer_id, customer }) => (customer_id === null ? t("sales.passing") : customer);
}

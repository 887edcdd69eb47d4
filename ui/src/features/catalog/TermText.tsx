import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Product } from "../../api";

/** How long what is sold runs: months, days, or no term at all. */
export function TermText({ product }: { product: Pick<Product, "term_months" | "term_days"> }) {
  const { t } = useTranslation();
  const { term_months, term_days } = product;
  if (term_months !== null) return t("catalog.term.months", { count: term_months });
  if (term_days !== null) return t("catalog.term.days", { count: term_days });
  return (
    <Text span inherit c="dimmed">
      {t("catalog.term.none")}
    </Text>
  );
}

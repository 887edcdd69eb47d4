import { useTranslation } from "react-i18next";
import type { Template } from "../../api";
import { useBook } from "../../app/BookContext";
import { currencySymbol, formatDay } from "../../format";

/** How a text will read: with a customer, a product, a day, an amount and an access as there might be, in its own language. */
export function useSample({ language }: Template): (body: string) => string {
  const { i18n } = useTranslation();
  const book = useBook();
  const t = i18n.getFixedT(language);
  const values: Record<string, string> = {
    client: t("settings.messages.sample.client"),
    produit: t("settings.messages.sample.produit"),
    fin: formatDay(book.today),
    // As the program writes amounts in messages, the same in every language.
    montant: `1\u00a0500,00 ${currencySymbol(book.currency, language)}`,
    acces: "karim.b / 7Kp-4m2",
    boutique: book.name,
  };
  return (body) => body.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark);
}

import { useTranslation } from "react-i18next";
import type { QuoteOffer } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { formatMoney, isolate } from "../../format";

/** A platform in the list of offers: what the line would cost there, or that there is not enough credit. */
export function useOfferLabel(): (platform: string, quoted: QuoteOffer | undefined) => string {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  return (platform, quoted) => {
    if (!quoted) return platform;
    if (!quoted.enough) return t("sales.new.offerShort", { platform });
    const cost = isolate(formatMoney(quoted.cost, currency, language));
    return t("sales.new.offerCost", { platform, cost });
  };
}

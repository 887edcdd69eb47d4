import type { Currency, Language } from "../../api";
import type { Choice } from "../../components/inputs";

/** "DZD · dinar algérien", found by code or by name; the dinar first. */
export function currencyChoices(currencies: readonly Currency[], language: Language): Choice[] {
  const names = new Intl.DisplayNames([language], { type: "currency", fallback: "code" });
  const known = currencies.length > 0 ? currencies : [{ code: "DZD", decimals: 2 }];
  return known
    .map(({ code }) => {
      const name = names.of(code);
      return { value: code, label: name && name !== code ? `${code} · ${name}` : code };
    })
    .sort(
      (a, b) =>
        Number(b.value === "DZD") - Number(a.value === "DZD") || (a.value < b.value ? -1 : 1),
    );
}

export function timezoneChoices(): Choice[] {
  const zones = new Set(["Africa/Algiers", ...Intl.supportedValuesOf("timeZone")]);
  return [...zones].map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

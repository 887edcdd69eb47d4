import { useTranslation } from "react-i18next";
import { type Country, useWrite } from "../../api";
import { useBook } from "../../app/BookContext";
import { COUNTRIES, usePhoneExample } from "../../app/countries";
import { useLanguage } from "../../app/i18n";
import { type Choice, ChoiceInput, ErrorNotice, notifyDone } from "../../components";
import { isolate } from "../../format";

/** Where the phones without a code are from. */
export function CountryChoice() {
  const { t } = useTranslation();
  const { name, language, theme, country } = useBook();
  const { local, international } = usePhoneExample();
  const countries = useCountries();
  const write = useWrite("settingsUpdate");
  const change = (chosen: string | null) => {
    if (chosen === null || chosen === country) return;
    write.mutate([{ name, language, theme, country: chosen as Country }], {
      onSuccess: () => notifyDone(t("settings.shop.saved")),
    });
  };
  return (
    <>
      <ChoiceInput
        label={t("settings.shop.country")}
        description={t("settings.shop.countryHelp", {
          local: isolate(local),
          international: isolate(international),
        })}
        inputWrapperOrder={["label", "input", "description", "error"]}
        data={countries}
        value={country}
        onChange={change}
        allowDeselect={false}
        maw="28rem"
        data-testid="country"
      />
      <ErrorNotice error={write.error} />
    </>
  );
}

/** The countries by their names in the language shown, in its order. */
function useCountries(): Choice[] {
  const language = useLanguage();
  const names = new Intl.DisplayNames([language], { type: "region" });
  return COUNTRIES.map((value) => ({ value, label: names.of(value) ?? value })).sort((one, other) =>
    one.label.localeCompare(other.label, language),
  );
}

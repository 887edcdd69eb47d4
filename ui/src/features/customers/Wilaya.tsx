// A wilaya, shown in the language of the page and chosen by its number or any of its names.
import { Autocomplete } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBook } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { findWilaya, matchingWilayas, nameOf, useWilayaName, useWilayas } from "./wilayas";

export function WilayaText({ value }: { value: string }) {
  return <bdi>{useWilayaName()(value)}</bdi>;
}

type WilayaInputProps = {
  /** A wilaya's French name, or what was typed for somebody elsewhere. */
  value: string;
  onChange: (value: string) => void;
  error: string | undefined;
};

/** Proposes the wilayas in an Algerian shop; any other text may stand there too. */
export function WilayaInput({ value, onChange, error }: WilayaInputProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { country } = useBook();
  const wilayas = useWilayas();
  const shown = useWilayaName();
  // Null: nothing is being typed; what will be kept is shown, so that "16" is seen to be Alger.
  const [typed, setTyped] = useState<string | null>(null);
  const offered = country === "DZ" ? wilayas : [];

  return (
    <Autocomplete
      label={t("customers.form.wilaya")}
      placeholder={offered.length > 0 ? t("customers.form.wilayaHelp") : undefined}
      data={offered.map((wilaya) => nameOf(wilaya, language))}
      value={typed ?? shown(value)}
      onChange={(text) => {
        setTyped(text);
        onChange(findWilaya(wilayas, text)?.fr ?? text);
      }}
      onBlur={() => setTyped(null)}
      filter={({ search }) =>
        matchingWilayas(offered, search).map((wilaya) => {
          const name = nameOf(wilaya, language);
          return { value: name, label: name };
        })
      }
      renderOption={({ option }) => {
        const number = findWilaya(offered, option.value)?.number ?? "";
        return (
          <span>
            <bdi dir="ltr">{number}</bdi> · <bdi>{option.value}</bdi>
          </span>
        );
      }}
      error={error}
      selectFirstOptionOnChange
      openOnFocus={false}
      maxDropdownHeight={220}
      autoComplete="off"
      data-testid="customer-wilaya"
    />
  );
}

import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Language } from "../api";
import { LANGUAGE_NAMES, LANGUAGES, useLanguage } from "./i18n";
import { showLanguage } from "./Language";

type LanguageSwitchProps = { onChange?: (language: Language) => void };

/** Three languages, each in its own name; the page changes at once. */
export function LanguageSwitch({ onChange = showLanguage }: LanguageSwitchProps) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t("app.language")}
      value={useLanguage()}
      onChange={(value) => onChange(value as Language)}
      data={LANGUAGES.map((language) => ({
        value: language,
        label: (
          <span lang={language} data-testid={`language-${language}`}>
            {LANGUAGE_NAMES[language]}
          </span>
        ),
      }))}
    />
  );
}

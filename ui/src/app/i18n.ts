// The texts: one JSON per room and language, merged into one object under the file's name, so that
// platforms.json holds what t("platforms.…") says.
import i18next, { type FormatterModule, type Resource } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";
import type { Language } from "../api";
import { formatCount, isolateName } from "../format";
import { steadyTexts, type Texts } from "./marks";

export const LANGUAGES: readonly Language[] = ["fr", "ar", "en"];

/** Each language in its own name, the same in every language. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  fr: "Français",
  ar: "العربية",
  en: "English",
};

const files = import.meta.glob<Texts>("../locales/*/*.json", {
  eager: true,
  import: "default",
});

const resources: Resource = {};
for (const [path, texts] of Object.entries(files)) {
  const [, language = "", room = ""] = /\/(\w+)\/(\w+)\.json$/.exec(path) ?? [];
  resources[language] ??= { translation: {} };
  (resources[language].translation as Texts)[room] = language === "ar" ? steadyTexts(texts) : texts;
}

/**
 * What is put into a text: a count reads like every other figure, with its thousands apart; a name of
 * the other script doesn't turn what stands around it.
 */
const values: FormatterModule = {
  type: "formatter",
  init() {},
  add() {},
  addCached() {},
  format: (value, _format, language) =>
    typeof value === "number"
      ? formatCount(value, language as Language)
      : typeof value === "string"
        ? isolateName(value, language as Language)
        : value,
};

void i18next
  .use(initReactI18next)
  .use(values)
  .init({
    resources,
    lng: "fr",
    fallbackLng: "fr",
    supportedLngs: [...LANGUAGES],
    interpolation: {
      escapeValue: false,
      alwaysFormat: true,
    },
    initAsync: false,
  });

export { i18next };

export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/** The language shown now. */
export function useLanguage(): Language {
  return useTranslation().i18n.language as Language;
}

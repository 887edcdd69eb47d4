// Changes language and direction on the spot, without a restart.
import { DirectionProvider, useDirection } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { type ReactNode, useEffect } from "react";
import "dayjs/locale/fr";
import "dayjs/locale/ar-dz";
import type { Language } from "../api";
import { directionOf, i18next, useLanguage } from "./i18n";

const DAYJS_LOCALE: Record<Language, string> = { fr: "fr", ar: "ar-dz", en: "en" };

function LanguageEffects({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const { setDirection } = useDirection();
  useEffect(() => {
    document.documentElement.lang = language;
    setDirection(directionOf(language));
  }, [language, setDirection]);
  return (
    // The week starts on Sunday in Algeria, whatever the language.
    <DatesProvider
      settings={{ locale: DAYJS_LOCALE[language], firstDayOfWeek: 0, weekendDays: [5, 6] }}
    >
      {children}
    </DatesProvider>
  );
}

export function LanguageProvider({ children }: { children: ReactNode }) {
  return (
    <DirectionProvider
      initialDirection={directionOf(i18next.language as Language)}
      detectDirection={false}
    >
      <LanguageEffects>{children}</LanguageEffects>
    </DirectionProvider>
  );
}

export function showLanguage(language: Language): void {
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

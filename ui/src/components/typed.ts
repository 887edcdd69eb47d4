// Reading what a person typed where no money is concerned, and writing what stands in a field from the start.
import type { Day, Language, Money } from "../api";

const ARABIC_DIGITS = /[\u0660-\u0669\u06F0-\u06F9]/g;

export function westernDigits(text: string): string {
  return text.replace(ARABIC_DIGITS, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
}

/** "31/1/26", "31-01-2026", "31 1 2026", "31012026" or "2026-01-31" as a day; anything else null. */
export function parseTypedDay(typed: string): Day | null {
  const text = westernDigits(typed.trim());
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text);
  const french =
    /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4}|\d{2})$/.exec(text) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  const [year, month, day] = iso
    ? [iso[1], iso[2], iso[3]]
    : french
      ? [french[3], french[2], french[1]]
      : [];
  if (!year || !month || !day) return null;
  const full = year.length === 2 ? `20${year}` : year;
  const candidate = `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const moment = new Date(`${candidate}T00:00:00Z`);
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(candidate);
  return exists ? candidate : null;
}

/** Whether it is a day that exists, and not what someone typed for one. */
export function isDay(value: string | null): value is Day {
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) && parseTypedDay(value) === value;
}

/** An amount as a person of that language would type it: nothing groups its digits, so nothing misreads it. */
export function asTyped(value: Money, language: Language): string {
  return language === "en" ? value : value.replace(".", ",");
}

/**
 * Free text as it is typed: its caret and its letters stand where its own script has them. While nothing
 * is typed the field has the page's direction: "auto" would be left to right. On the field itself: what is
 * around a field holds none of its letters, and "auto" would be left to right there whatever is typed.
 */
export function ownDirection(text: string): { attributes?: { input: { dir: "auto" } } } {
  return text === "" ? {} : { attributes: { input: { dir: "auto" } } };
}

/** For comparing: no case, no accents, one form of alif, ya and ta marbuta. */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[أإآٱ]/g, "ا")
    .replace(/ى/g, "ي")
    .replace(/ة/g, "ه")
    .toLowerCase()
    .trim();
}

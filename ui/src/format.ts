// How amounts, days and phones read. Everything works on the decimal string that came from the
// program: no amount ever becomes a number here.
import type { Country, Currency, Day, Instant, Language } from "./bindings";

const MINUS = "\u2212";
const NARROW_SPACE = "\u202F";
const NO_BREAK_SPACE = "\u00A0";

const AMOUNT = /^(-?)(\d+)(?:\.(\d+))?$/;

export function isNegative(value: string): boolean {
  return value.startsWith("-") && !isZero(value);
}

export function isZero(value: string): boolean {
  return /^-?0*(?:\.0*)?$/.test(value);
}

function grouped(whole: string, separator: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, separator);
}

/** At least `decimals` digits after the point, and never fewer than the value has. */
function fraction(digits: string, decimals: number): string {
  let end = digits.length;
  while (end > decimals && digits.charAt(end - 1) === "0") end -= 1;
  return digits.slice(0, end).padEnd(decimals, "0");
}

/** "-1234.5" → "−1 234,50" (French and Arabic) or "−1,234.50" (English). */
export function formatDecimal(
  value: string,
  language: Language,
  decimals: number,
  signed = false,
): string {
  const parts = AMOUNT.exec(value);
  if (!parts) return value;
  const [, minus = "", whole = "0", digits = ""] = parts;
  const english = language === "en";
  const after = fraction(digits, decimals);
  const sign = isZero(value) ? "" : minus ? MINUS : signed ? "+" : "";
  const number = grouped(whole.replace(/^0+(?=\d)/, ""), english ? "," : NARROW_SPACE);
  return sign + number + (after ? (english ? "." : ",") + after : "");
}

export function currencySymbol(code: string, language: Language): string {
  if (code !== "DZD") return code;
  return language === "ar" ? "د.ج" : "DA";
}

export function formatMoney(
  value: string,
  currency: Currency,
  language: Language,
  signed = false,
): string {
  const number = formatDecimal(value, language, currency.decimals, signed);
  return number + NO_BREAK_SPACE + currencySymbol(currency.code, language);
}

export function formatCredit(
  value: string,
  unit: string,
  decimals: number,
  language: Language,
  signed = false,
): string {
  const number = formatDecimal(value, language, decimals, signed);
  return unit === "" ? number : number + NO_BREAK_SPACE + currencySymbol(unit, language);
}

export function formatPercent(value: string, language: Language): string {
  const number = formatDecimal(value, language, 0);
  return language === "en" ? `${number}%` : `${number}${NARROW_SPACE}%`;
}

/** A count (never an amount) with its thousands apart. */
export function formatCount(count: number, language: Language): string {
  return formatDecimal(String(Math.trunc(count)), language, 0);
}

/** "2026-01-31" → "31/01/2026" */
export function formatDay(day: Day): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  return parts ? `${parts[3]}/${parts[2]}/${parts[1]}` : day;
}

/** The moment of recording in the shop's time zone: "31/01/2026 11:02". */
export function formatInstant(instant: Instant, timezone: string): string {
  const moment = new Date(instant);
  if (Number.isNaN(moment.getTime())) return instant;
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: timezone,
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(moment);
  return parts.replace(",", "");
}

/** The moment's day in the shop's time zone. */
export function formatInstantDay(instant: Instant, timezone: string): string {
  const [day = instant] = formatInstant(instant, timezone).split(" ");
  return day;
}

/** In an Algerian shop its numbers as they are said there ("0550 12 34 56"); any other as it is. */
export function formatPhone(phone: string, country: Country): string {
  if (country !== "DZ") return phone;
  const local = /^\+213(\d{3})(\d{2})(\d{2})(\d{2})$/.exec(phone);
  return local ? `0${local[1]} ${local[2]} ${local[3]} ${local[4]}` : phone;
}

/** A left-to-right island (a figure, a phone, a code) inside a plain text, where no `<bdi>` can stand. */
export function isolate(text: string): string {
  return `\u2066${text}\u2069`;
}

const ARABIC = /[\u0590-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC]/;
const LATIN = /\p{Script=Latin}/u;

/** A name inside a plain text, in its own direction; left alone where it is the text's too. */
export function isolateName(text: string, language: Language): string {
  if (/^[\u2066-\u2068]/.test(text)) return text;
  const foreign = language === "ar" ? LATIN : ARABIC;
  return foreign.test(text) ? `\u2068${text}\u2069` : text;
}

// Sums and differences of amounts, exact: in the ten-thousandths that the program itself counts in.
// For figures that follow each key, where asking the program would come too late; it still has the last word.
import type { Money } from "./bindings";
import { westernDigits } from "./components/typed";

const DIGITS = 4;

const SPACES = /[\u066C\u2019'\u00A0\u202F\u2009]/g;
const CURRENCY = /(?:DA|DZD|da|Da|dzd|د\.ج|دج)$/;

function stepsOf(value: string): bigint {
  const [, minus, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(value) ?? [];
  if (whole === undefined) throw new RangeError(`not an amount: ${value}`);
  const steps = BigInt(whole + fraction.padEnd(DIGITS, "0"));
  return minus ? -steps : steps;
}

function amountOf(steps: bigint): Money {
  const digits = String(steps < 0n ? -steps : steps).padStart(DIGITS + 1, "0");
  return `${steps < 0n ? "-" : ""}${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`;
}

export function sum(values: readonly string[]): Money {
  return amountOf(values.reduce((total, value) => total + stepsOf(value), 0n));
}

export function difference(value: string, less: string): Money {
  return amountOf(stepsOf(value) - stepsOf(less));
}

/** Below zero where the first is the smaller one, zero where both are the same. */
export function compare(first: string, second: string): number {
  const gap = stepsOf(first) - stepsOf(second);
  return gap < 0n ? -1 : gap > 0n ? 1 : 0;
}

/** Western digits, one kind of space, no currency. */
function folded(typed: string): string {
  return westernDigits(typed.trim().replace(CURRENCY, ""))
    .replace(/[\u066B\u060C]/g, ",")
    .replace(SPACES, " ")
    .trim();
}

/** Where the decimals begin: at a comma or point that stands once, behind every other sign; null: nowhere sensible. */
function pointOf(digits: string): number | null {
  const commas = digits.split(",").length - 1;
  const points = digits.split(".").length - 1;
  const [comma, point] = [digits.lastIndexOf(","), digits.lastIndexOf(".")];
  if (commas === 1 && comma > point) return comma;
  if (points === 1 && point > comma) return point;
  return commas === 0 || points === 0 ? digits.length : null;
}

/** The digits without the sign between groups of three; null where they are no such groups. */
function ungrouped(whole: string): string | null {
  if (/^\d*$/.test(whole)) return whole;
  return /^\d{1,3}([ ,.])\d{3}(?:\1\d{3})*$/.test(whole) ? whole.replace(/\D/g, "") : null;
}

/** "1 234,5", "1.234,50", "١٢٣٤٫٥" or "1 500 DA" as a plain decimal, by the program's own rules; else null. */
export function readAmount(typed: string): string | null {
  const [, sign = "", digits = ""] = /^([-\u2212+]?)\s*(.*)$/.exec(folded(typed)) ?? [];
  const point = pointOf(digits);
  if (point === null) return null;
  const whole = ungrouped(digits.slice(0, point));
  const fraction = digits.slice(point + 1);
  // A point with nothing behind it is a number still being typed.
  if (whole === null || !/^\d*$/.test(fraction) || point === digits.length - 1) return null;
  if (whole + fraction === "") return null;
  const kept = fraction.replace(/0+$/, "");
  return `${sign === "" || sign === "+" ? "" : "-"}${whole || "0"}${kept && `.${kept}`}`;
}

// Where on the screen a refusal is said: next to what has to be changed.
import type { AppError, SaleQuote } from "../../api";

/** A place of the new sale: also the value of `data-place` around the field. */
export type Place = string;

const LINE_FIELDS = ["quantity", "unit_price", "discount"];

/** Lines are counted by their order, payments by the row they were typed in. */
export function placeOf(error: AppError): Place {
  const field = error.details.field ?? "";
  if (error.code === "insufficient_credit") return "credit";
  if (error.code === "customer_required" || field === "customer" || field === "customer.name") {
    return "customer";
  }
  if (field === "customer.phone" || field === "phone") return "phone";
  if (field === "allow_overdraft") return "reason";
  if (field === "reason") return "why";
  if (field === "date" || field === "note") return field;
  const line = /^lines\.(\d+)(?:\.(\w+))?$/.exec(field);
  // What can be done about it stands beside what is said, and not in the narrow field of the quantity.
  if (line && error.code === "codes_short") return `lines.${line[1]}.codes`;
  if (line) return LINE_FIELDS.includes(line[2] ?? "") ? field : `lines.${line[1]}.platform`;
  if (field === "lines" || error.code === "unknown_product") return "product";
  const payment = /^payments\.(\d+)/.exec(field);
  if (payment) return `payments.${payment[1]}`;
  return "elsewhere";
}

/** A payment is refused: what is paid, left and earned is not known before it is mended. */
export function paymentRefused(found: readonly AppError[]): boolean {
  return found.some(({ details }) => /^payments\./.test(details.field ?? ""));
}

/** A line was left out of the quote: a total without it would be another sale's. One under cost is reckoned. */
export function lineUnread({ problems, lines }: SaleQuote): boolean {
  return problems.some(({ details }) => {
    const line = /^lines\.(\d+)/.exec(details.field ?? "")?.[1];
    return line !== undefined && !lines.some((reckoned) => reckoned.line === Number(line));
  });
}

export type Problems = {
  at: (place: Place) => AppError | undefined;
  all: (place: Place) => AppError[];
};

/** Selling at a loss is asked about when recording; while typing it is a mark, not an error. */
export function problemsOf(found: readonly AppError[]): Problems {
  // The quote and the refusal say the same thing of the same place: once is enough.
  const placed = new Map<string, { error: AppError; place: Place }>();
  for (const error of found) {
    if (error.code === "below_cost") continue;
    const place = placeOf(error);
    placed.set([place, error.code, error.details.platform].join(" "), { error, place });
  }
  const all = (place: Place) =>
    [...placed.values()].filter((entry) => entry.place === place).map((entry) => entry.error);
  return { all, at: (place) => all(place)[0] };
}

/** The first thing to press or type in at that place gets the focus. */
export function focusPlace(root: HTMLElement | null, place: Place): boolean {
  const target = root?.querySelector<HTMLElement>(
    `[data-place="${place}"] :is(input, textarea, a[href], button):not([disabled])`,
  );
  target?.focus();
  return target !== null && target !== undefined;
}

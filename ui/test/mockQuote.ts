// What a sale would come to, reckoned from the fixtures.
import type { AppError, SaleInput, SaleQuote, Shortage } from "../src/api";
import * as shop from "./fixtures";
import { codesProblems } from "./mockCodes";

/** Fixture arithmetic only: the page itself never calculates. */
function money(value: number): string {
  return value.toFixed(2);
}

/** "4 500,00" as well as "4500.00", as the program reads it. */
function read(text: string): number {
  return Number(text.replace(/\s/g, "").replace(",", ".")) || 0;
}

/** As the program refuses it: less than one. */
function refusedQuantity(quantity: string, line: number): AppError[] {
  if (quantity.trim() === "" || Number(quantity) > 0) return [];
  const details = { field: `lines.${line}.quantity`, value: quantity, min: "1" };
  return [{ code: "out_of_range", message: "out of range", details }];
}

export function quote(input: SaleInput): SaleQuote {
  const lines = input.lines.flatMap((line, index) => {
    const product = shop.products.find(({ id }) => id === line.product_id);
    if (!product) return [];
    const offer =
      product.offers.find(({ platform_id }) => platform_id === line.platform_id) ??
      product.offers[0];
    const quantity = line.quantity.trim() === "" ? 1 : Number(line.quantity);
    if (!(quantity > 0)) return [];
    const price = read(line.unit_price ?? product.price);
    const total = price * quantity - read(line.discount);
    const cost = Number(offer?.cost ?? 0) * quantity;
    const credit = Number(offer?.credit ?? 0) * quantity;
    const balance = Number(offer?.balance ?? 0);
    return [
      {
        line: index,
        product: product.name,
        platform: offer?.platform ?? null,
        platform_id: offer?.platform_id ?? null,
        unit: offer?.unit ?? "",
        decimals: offer?.decimals ?? 2,
        quantity,
        unit_price: money(price),
        discount: money(read(line.discount)),
        total: money(total),
        credit: money(credit),
        cost: money(cost),
        profit: money(total - cost),
        margin: total > 0 ? money(((total - cost) / total) * 100) : null,
        balance_before: money(balance),
        balance_after: money(balance - credit),
        shortage: null as Shortage | null,
        below_cost: total < cost,
        starts_on: product.term_months ? "2026-01-31" : null,
        codes: product.codes,
        offers: [],
        ends_on:
          product.term_months === 12 ? "2027-01-31" : product.term_months ? "2026-02-28" : null,
      },
    ];
  });
  for (const line of lines) {
    const own = lines.filter(({ platform_id }) => platform_id === line.platform_id);
    const needed = own.reduce((all, { credit }) => all + Number(credit), 0);
    const available = Number(line.balance_before);
    if (needed <= available) continue;
    const missing = money(needed - available);
    line.shortage = { needed: money(needed), available: money(available), missing };
  }
  const sum = (of: (line: (typeof lines)[number]) => string) =>
    lines.reduce((total, line) => total + Number(of(line)), 0);
  const total = sum((line) => line.total);
  const cost = sum((line) => line.cost);
  const typed = input.payments.reduce((all, { amount }) => all + read(amount), 0);
  const rest = Math.max(0, total - typed);
  const paid = input.payments.some(({ amount }) => amount.trim() === "") ? typed + rest : typed;
  const beyond = Math.max(0, paid - total);
  return {
    lines,
    total: money(total),
    cost: money(cost),
    fees: "0.00",
    profit: money(total - cost),
    margin: total > 0 ? money(((total - cost) / total) * 100) : null,
    paid: money(Math.min(paid, total)),
    change: money(input.keep_change ? 0 : beyond),
    advance: money(input.keep_change ? beyond : 0),
    debt: money(Math.max(0, total - paid)),
    rest: money(rest),
    problems: [
      ...input.lines.flatMap(({ quantity }, index) => refusedQuantity(quantity, index)),
      ...codesProblems(lines, input),
      ...lines.flatMap(({ line, platform, unit, shortage }) =>
        shortage === null || input.allow_overdraft !== null
          ? []
          : {
              code: "insufficient_credit" as const,
              message: "insufficient credit",
              details: {
                field: `lines.${line}.platform_id`,
                platform: platform ?? "",
                unit,
                ...shortage,
              },
            },
      ),
    ],
  };
}

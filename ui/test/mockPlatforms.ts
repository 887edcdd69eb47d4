// What the program would answer about suppliers' debts and the morning round. Fixture arithmetic only.
import type {
  AppError,
  PaidQuery,
  PanelGap,
  PanelInput,
  Platform,
  SupplierAccount,
  SupplierPayment,
  SupplierQuote,
} from "../src/api";
import { openDeposits, paidSuppliers, platforms } from "./fixtures";

function money(value: number): string {
  return value.toFixed(2);
}

function typedNumber(text: string): number {
  return Number(text.replace(/\s/g, "").replace(",", "."));
}

function refusal(code: AppError["code"], details: Record<string, string>): AppError {
  return { code, message: code, details };
}

/** What StreamHub's supplier was paid in those days, and what is still due to him; the others are due nothing. */
export function supplierAccount({ platform_id, from, to }: PaidQuery): SupplierAccount {
  const his = platform_id === "2";
  const payments = (his ? paidSuppliers : []).filter(
    ({ date }) => (from === null || date >= from) && (to === null || date <= to),
  );
  return {
    payments,
    paid: money(payments.reduce((total, { amount }) => total + Number(amount), 0)),
    open: his ? openDeposits : [],
    debt: his ? "15000.00" : "0.00",
  };
}

/** What a payment does to StreamHub's two open deposits; nothing, and more than is due, is refused. */
export function supplierQuote({ amount, method_id }: SupplierPayment): SupplierQuote {
  const debt = 15000;
  const paid = amount === "" ? debt : typedNumber(amount);
  if (paid <= 0) {
    throw refusal("out_of_range", {
      field: "amount",
      value: money(paid),
      min: "0.01",
      max: money(debt),
    });
  }
  if (paid > debt) {
    throw refusal("overpaid", {
      field: "amount",
      number: "",
      amount: money(paid),
      debt: money(debt),
    });
  }
  return {
    deposits: openDeposits,
    amount: money(paid),
    fee: money(method_id === "2" ? paid * 0.015 : 0),
    debt_before: money(debt),
    debt_after: money(debt - paid),
  };
}

function problemOf(balance: string): AppError | null {
  const value = typedNumber(balance);
  if (Number.isNaN(value)) return refusal("bad_number", { field: "balance", value: balance });
  if (value < 0) return refusal("out_of_range", { field: "balance", value: balance, min: "0" });
  return null;
}

/** One panel beside the book; 1,50 less on Atlas IPTV is three sales at 13,00 instead of 12,50. */
function panelGap({ platform_id, balance }: PanelInput): PanelGap {
  const book = platforms.find(({ id }) => id === platform_id)?.balance ?? "0.00";
  const none = { platform_id, book, panel: null, gap: "0.00", price: null, problem: null };
  if (balance.trim() === "") return none;
  const problem = problemOf(balance);
  if (problem) return { ...none, problem };
  const gap = money(typedNumber(balance) - Number(book));
  const price =
    platform_id === "1" && gap === "-1.50"
      ? { product_id: "1", product: "IPTV 12 mois", pieces: 3, price: "12.50", seems: "13.00" }
      : null;
  return { ...none, panel: money(typedNumber(balance)), gap, price };
}

export function roundQuote(panels: readonly PanelInput[]): PanelGap[] {
  return panels.map(panelGap);
}

export function roundRecord(panels: readonly PanelInput[], common: string): Platform[] {
  const gaps = roundQuote(panels);
  for (const [index, { problem, gap }] of gaps.entries()) {
    const place = `panels.${index}`;
    if (problem) throw refusal(problem.code, { ...problem.details, field: `${place}.balance` });
    if (Number(gap) !== 0 && `${panels[index]?.reason}${common}`.trim() === "") {
      throw refusal("missing_required", { field: `${place}.reason` });
    }
  }
  if (gaps.every(({ gap }) => Number(gap) === 0)) {
    throw refusal("nothing_to_change", { field: "panels" });
  }
  return platforms.map((platform) => {
    const found = gaps.find(({ platform_id }) => platform_id === platform.id);
    return { ...platform, balance: found?.panel ?? platform.balance };
  });
}

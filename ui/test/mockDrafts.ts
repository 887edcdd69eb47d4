// Answers about the sale that is being typed and about sales that are corrected, from the fixtures.
import type { Correction, Sale, SaleDraft, SaleInput, SaleQuote } from "../src/api";
import * as shop from "./fixtures";
import type { Handlers } from "./mockIpc";

/** A sale left half typed in this book: two lines, a known customer, a part of the price. */
export function keptDraft(book = shop.book.uuid): SaleDraft {
  const typed = { quantity: "1", unit_price: "", discount: "", without_codes: false };
  const content = {
    v: 1,
    book,
    lines: [
      { product_id: "1", platform_id: "2", ...typed, unit_price: "4300" },
      { product_id: "4", platform_id: null, ...typed, quantity: "2" },
    ],
    product_text: "",
    customer: { id: "1" },
    customer_text: "Karim B.",
    payments: [{ method_id: null, amount: "3000" }],
    date: null,
    note: "Rappeler ce soir",
    overdraft: null,
    keep_change: false,
  };
  const key = "0193f0a0-1111-7000-8000-000000000042";
  return { key, content: JSON.stringify(content), saved_at: "2026-01-31T13:32:00.000Z" };
}

/** A sale as it would be typed again, with what its line brings along unseen. */
export function correction(id: string): Correction {
  const sold = shop.saleRows.find((row) => row.id === id) ?? shop.sale;
  const line = {
    product_id: "1",
    platform_id: "1",
    quantity: "1",
    unit_price: "4500.00",
    discount: "",
    renews: null,
    in_place_of: "1",
    without_codes: true,
  };
  const input: SaleInput = {
    date: null,
    customer: sold.customer_id === null ? null : { id: sold.customer_id },
    lines: [line],
    payments: [{ method_id: "1", amount: "3000.00" }],
    note: "",
    allow_overdraft: null,
    allow_below_cost: false,
    allow_unnamed_debt: false,
    keep_change: false,
    cheapest: false,
  };
  const owed_besides = sold.customer_id === null ? null : "1200.00";
  return { sale_id: sold.id, number: sold.number, owed_besides, input };
}

export function draftHandlers(quote: (input: SaleInput) => SaleQuote): Handlers {
  let draft: SaleDraft | null = null;
  let corrected: Sale | null = null;
  return {
    sale_draft: () => draft,
    sale_draft_save: ({ key, content }) => {
      draft = content === null ? null : { key, content, saved_at: "2026-01-31T13:32:00.000Z" };
      return null;
    },
    sale_correction: ({ id }) => correction(id),
    sale_correct_quote: ({ input }) => quote(input),
    sale_correct: ({ id, input }) => {
      const { total, paid, debt } = quote(input);
      const { number } = correction(id);
      const itself = { id: "5", number: "V-2026-00005", total, paid, debt };
      corrected = { ...shop.sale, ...itself, corrects: { id, number } };
      return corrected;
    },
    sale_get: ({ id }) => {
      if (id === corrected?.id) return corrected;
      const row = shop.saleRows.find((one) => one.id === id) ?? shop.saleRows[0];
      const standing = { ...shop.sale, ...row };
      if (!corrected || corrected.corrects?.id !== id) return standing;
      const link = { id: corrected.id, number: corrected.number };
      return { ...standing, status: "cancelled", corrected_by: link };
    },
  };
}

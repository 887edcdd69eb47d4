// Answers about receipts and printing, from the fixtures.
import type { PaymentReceipt, ReceiptHead, SaleReceipt } from "../src/api";
import * as shop from "./fixtures";
import type { Handlers } from "./mockIpc";

export const head: ReceiptHead = {
  shop: shop.book.name,
  letterhead: shop.book.letterhead,
  currency: "DZD",
  language: "fr",
  customer: "Karim B.",
  phone: "+213550123456",
  number: "V-2026-00004",
  date: "2026-01-31",
  recorded_at: "2026-01-31T10:02:03.123Z",
};

export const saleReceipt: SaleReceipt = {
  head,
  lines: [
    {
      product: "IPTV 12 mois",
      quantity: 1,
      unit_price: "4500.00",
      discount: "0.00",
      total: "4500.00",
      ends_on: "2027-01-31",
    },
    {
      product: "بطاقة Google Play 25 USD",
      quantity: 2,
      unit_price: "6200.00",
      discount: "400.00",
      total: "12000.00",
      ends_on: null,
    },
  ],
  total: "16500.00",
  payments: [
    ...shop.payments,
    {
      id: "8",
      date: "2026-02-02",
      kind: "payment",
      method: "baridimob",
      method_name: "",
      amount: "10000.00",
      fee: "150.00",
    },
  ],
  paid: "13000.00",
  debt: "3500.00",
  cancelled: false,
  balance: "4100.00",
};

export const paymentReceipt: PaymentReceipt = {
  head: { ...head, number: "P-000007" },
  method: "cash",
  method_name: "",
  amount: "2000.00",
  parts: [
    { number: "V-2026-00001", amount: "600.00" },
    { number: "V-2026-00004", amount: "900.00" },
  ],
  advance: "500.00",
  before: "1500.00",
  after: "-500.00",
};

export function receiptHandlers(): Handlers {
  return {
    sale_receipt: () => saleReceipt,
    payment_receipt: () => paymentReceipt,
    customer_newest_payment: () => "7",
    statement_export: () => ({ rows: 2, file: "/home/boutique/Documents/releve.csv" }),
    print_page: () => null,
    print_writes_pdf: () => true,
    print_pdf: ({ name }) => `/home/boutique/Documents/${name}.pdf`,
  };
}

// Answers the page's commands from the fixtures, in place of the program. Used by the tests and by
// mock.html; never part of the built page.
import type {
  AppState,
  BookCreate,
  BookInfo,
  Customer,
  CustomersQuery,
  Movement,
  Platform,
  Product,
  SalesQuery,
  UpdateSettings,
} from "../src/api";
import * as shop from "./fixtures";
import { keptRows } from "./fixtures/keptRows";
import { importReport, imports, inspected, inspectedAs, undoReport } from "./fixtures/legacy";
import { boardHandlers } from "./mockBoard";
import { cancelQuote } from "./mockCancel";
import { codesHandlers } from "./mockCodes";
import { counterHandlers } from "./mockCounter";
import { draftHandlers } from "./mockDrafts";
import { mergeHandlers } from "./mockMerge";
import { methodHandlers } from "./mockMethods";
import { outlookHandlers } from "./mockOutlook";
import { roundQuote, roundRecord, supplierAccount, supplierQuote } from "./mockPlatforms";
import { quote } from "./mockQuote";
import { receiptHandlers } from "./mockReceipts";
import { tillHandlers } from "./mockTill";

// biome-ignore lint/suspicious/noExplicitAny: a handler takes whatever the page sends over IPC
type Handler = (args: any) => unknown;
export type Handlers = Record<string, Handler>;
export type MockState = "open" | "no_book" | "refused" | "demo" | "empty";

type Call = { command: string; args: Record<string, unknown> };
export type Mock = { calls: Call[]; handlers: Handlers };

function find<T extends { id: string }>(list: readonly T[], id: string): T {
  const found = list.find((item) => item.id === id) ?? list[0];
  if (!found) throw new Error("empty fixture");
  return found;
}

function stateOf(state: MockState, book: BookInfo): AppState {
  if (state === "no_book") return { kind: "no_book", path: book.path };
  if (state === "refused") {
    return {
      kind: "refused",
      path: book.path,
      error: {
        code: "book_newer",
        message: "newer",
        details: { path: book.path, detail: "schema 7" },
      },
    };
  }
  return { kind: "open", book: { ...book, demo: state === "demo" } };
}

function bookHandlers(first: MockState, start: Partial<BookInfo>): Handlers {
  let book: BookInfo = { ...shop.book, ...start };
  let state = first;
  const open = (next: Partial<BookInfo>, kind: MockState) => {
    book = { ...book, ...next };
    state = kind;
    return { ...book, demo: kind === "demo" };
  };
  return {
    app_state: () => stateOf(state, book),
    currencies: () => shop.currencies,
    book_create: ({ input }: { input: BookCreate }) => {
      if (input.name.trim() === "") {
        throw { code: "missing_required", message: "name", details: { field: "name" } };
      }
      return open(
        { name: input.name, language: input.language, timezone: input.timezone },
        "empty",
      );
    },
    book_demo: ({ language }) => open({ language, name: "Boutique de démonstration" }, "demo"),
    book_leave_demo: () => {
      open({ name: shop.book.name }, "open");
      return stateOf(state, book);
    },
    book_retry: () => stateOf(state, book),
    settings_update: ({ input: { country, letterhead, ...rest } }: { input: UpdateSettings }) =>
      open({ ...rest, ...(country && { country }), ...(letterhead && { letterhead }) }, state),
    verify: () => ({
      ok: true,
      checks: [
        { name: "integrity", ok: true, checked: 1, detail: "" },
        { name: "balances", ok: true, checked: 4, detail: "" },
        { name: "value_conserved", ok: true, checked: 4, detail: "" },
        { name: "movements_chain", ok: true, checked: 1204, detail: "" },
        { name: "payments_chain", ok: true, checked: 873, detail: "" },
        { name: "numbers", ok: true, checked: 912, detail: "" },
      ],
    }),
    backup_create: () => ({
      file: "/media/cle-usb/boutique-2026-01-31.rasid",
      sha256: "5d41402abc4b2a76b9719d911017c5925d41402abc4b2a76b9719d911017c592",
      sales: 912,
      movements: 1204,
    }),
    restore_choose: () => ({
      file: "/media/cle-usb/boutique-2026-01-15.rasid",
      name: "Numérique Didouche",
      contents: shop.backupContents,
      current: first === "refused" ? null : shop.bookContents,
      handle: "restore-1",
    }),
    restore_confirm: () => open({}, "open"),
  };
}

function roomHandlers(empty: boolean): Handlers {
  const list = <T>(items: T[]): T[] => (empty ? [] : items);
  const platform = ({ id }: { id: string }): Platform => find(shop.platforms, id);
  const product = ({ id }: { id: string }): Product => find(shop.products, id);
  const customer = ({ id }: { id: string }): Customer => find(shop.customers, id);
  return {
    platforms_list: () => list(shop.platforms),
    platform_add: ({ input }) => ({
      ...find(shop.platforms, "1"),
      id: "9",
      ...input,
      balance: "0.00",
      value: "0.00",
      unit_cost: null,
    }),
    platform_update: ({ input }) => ({ ...platform(input), ...input }),
    platform_archive: ({ id, archived }) => ({ ...platform({ id }), archived }),
    deposit_quote: () => ({
      credit: "200.00",
      value: "50000.00",
      balance_after: "487.50",
      value_after: "120916.67",
      unit_cost_before: "246.6667",
      unit_cost_after: "248.0342",
      supplier_debt: "0.00",
      fee: "0.00",
    }),
    deposit_record: () => shop.movements[1] as Movement,
    adjust_quote: () => ({
      balance_before: "287.50",
      credit: "-2.50",
      value: "-616.67",
      balance_after: "285.00",
      value_after: "70300.00",
    }),
    adjust_record: () => ({ ...(shop.movements[0] as Movement), kind: "adjustment" }),
    supplier_quote: ({ input }) => supplierQuote(input),
    supplier_account: ({ query }) => supplierAccount(query),
    supplier_pay: ({ input }) => ({
      ...platform({ id: input.platform_id }),
      supplier_debt: supplierQuote(input).debt_after,
    }),
    round_quote: ({ panels }) => roundQuote(panels),
    round_record: ({ panels, reason }) => roundRecord(panels, reason),
    round_accept_price: () => null,
    movements_page: () => ({ rows: list(shop.movements), next: null }),

    products_list: ({ search }: { search: string }) =>
      list(shop.products).filter(({ name }) => name.toLowerCase().includes(search.toLowerCase())),
    product_add: ({ input }) => ({ ...find(shop.products, "1"), id: "9", name: input.name }),
    product_update: ({ id, input }) => ({ ...product({ id }), name: input.name }),
    product_archive: ({ id, archived }) => ({ ...product({ id }), archived }),
    product_quote: ({ input }) => ({
      offers: input.offers.map((offer: { platform_id: string }) => ({
        platform_id: offer.platform_id,
        cost: "3083.33",
        profit: "1416.67",
        margin: "31.48",
      })),
    }),
    categories_list: () => list(["Cartes", "IPTV", "Service", "Streaming"]),

    customers_page: ({ query }: { query: CustomersQuery }) => {
      const rows = list(shop.customers).filter(
        ({ name, phone, debt }) =>
          `${name} ${phone}`.toLowerCase().includes(query.search.toLowerCase()) &&
          (!query.with_debt || debt !== "0.00"),
      );
      return { rows, next: null, total: rows.length };
    },
    customer_add: ({ input }) => ({
      customer: { ...find(shop.customers, "3"), id: "9", ...input },
      warning: null,
      same_phone: null,
    }),
    customer_update: ({ id, input }) => ({
      customer: { ...customer({ id }), ...input },
      warning: null,
      same_phone: null,
    }),
    customer_archive: ({ id, archived }) => ({ ...customer({ id }), archived }),
    customer_statement: ({ id }) => ({ ...shop.statement, customer: customer({ id }) }),
    customer_subscriptions: () => list(shop.subscriptions),

    sale_quote: ({ input }) => quote(input),
    sale_record: () => shop.sale,
    sale_cancel_quote: ({ id, input }) =>
      cancelQuote({ ...shop.sale, ...find(shop.saleRows, id) }, input),
    sale_cancel: ({ id, input }) => ({
      ...shop.sale,
      ...find(shop.saleRows, id),
      status: "cancelled",
      cancelled_on: "2026-01-31",
      cancel_reason: input.reason,
    }),
    sale_pay: ({ id }) => ({
      ...shop.sale,
      ...find(shop.saleRows, id),
      status: "paid",
      debt: "0.00",
    }),
    sales_page: ({ query }: { query: SalesQuery }) => ({
      rows: list(shop.saleRows).filter(
        (sale) =>
          (query.status === null || sale.status === query.status) &&
          `${sale.number} ${sale.customer} ${sale.products}`
            .toLowerCase()
            .includes(query.search.toLowerCase()),
      ),
      next: null,
    }),

    report_profit: ({ by, from, to }) => ({
      by,
      from,
      to,
      rows: list(shop.profitRows),
      total: shop.profitTotal,
    }),
    report_debts: ({ on }) => ({
      ...shop.debtsReport,
      on: on ?? shop.book.today,
      rows: list(shop.debtsReport.rows),
    }),
    export_dataset: () => ({ rows: 912, file: "/home/boutique/Documents/ventes.csv" }),

    legacy_choose: () => inspected,
    legacy_inspect: ({ choices }) => inspectedAs(inspected, choices),
    legacy_preview: ({ input }) => importReport(input.mode, true, input.balances),
    legacy_import: ({ input }) => importReport(input.mode, false, input.balances),
    legacy_imports: () => list(imports),
    legacy_undo_quote: ({ batch }) => undoReport(batch, false),
    legacy_undo: ({ batch }) => ({ report: undoReport(batch, true), book: shop.book }),
    legacy_rows: () => {
      const rows = list([...keptRows]);
      return { rows, next: null, looked_at: rows.length, total: rows.length };
    },
  };
}

type MockOptions = { state?: MockState; book?: Partial<BookInfo>; handlers?: Handlers };

/** Puts the answers in the place of the program; `handlers` replace single commands by their name. */
export function installMock(options: MockOptions = {}): Mock {
  const state = options.state ?? "open";
  const rooms = {
    ...roomHandlers(state === "empty" || state === "no_book"),
    ...draftHandlers(quote),
  };
  const mock: Mock = {
    calls: [],
    handlers: {
      ...bookHandlers(state, options.book ?? {}),
      ...methodHandlers(),
      ...rooms,
      // Adds the codes to what the rooms answer.
      ...codesHandlers(rooms),
      ...boardHandlers(state === "empty" || state === "no_book", quote),
      ...counterHandlers(),
      ...tillHandlers(state === "empty" || state === "no_book"),
      ...mergeHandlers(state === "empty" || state === "no_book"),
      ...receiptHandlers(),
      ...outlookHandlers(state === "empty" || state === "no_book", () => mock.handlers),
      ...options.handlers,
    },
  };
  const invoke = async (command: string, args: Record<string, unknown> = {}): Promise<unknown> => {
    mock.calls.push({ command, args });
    const handler = mock.handlers[command];
    if (!handler) throw new Error(`No fixture answers ${command}`);
    return structuredClone(await handler(args));
  };
  Object.assign(window, { __TAURI_INTERNALS__: { invoke } });
  return mock;
}

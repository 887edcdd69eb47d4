// The sale being typed as it is kept in the book: ids and texts, read back into what they name.
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { type AppError, api, asAppError, type Customer, type Id, type SaleDraft } from "../../api";
import {
  type Draft,
  type DraftCustomer,
  type DraftLine,
  emptyDraft,
  type Lost,
  nextRow,
  type Resumed,
} from "./draft";
import { keptAlready } from "./keeper";

type Content = {
  v: 1;
  /** Ids of another book name other things in this one. */
  book: Id;
  lines: (Pick<DraftLine, "platform_id" | "quantity" | "unit_price" | "discount"> & {
    product_id: Id;
    without_codes: boolean;
  })[];
  customer: { id: Id } | { name: string; phone: string } | null;
  payments: { method_id: Id | null; amount: string }[];
} & Pick<Draft, "product_text" | "customer_text" | "date" | "note" | "overdraft" | "keep_change">;

function keptCustomer(customer: DraftCustomer): Content["customer"] {
  if (customer.kind === "known") return { id: customer.customer.id };
  if (customer.kind === "new") return { name: customer.name, phone: customer.phone };
  return null;
}

export function contentOf(draft: Draft, book: Id): string {
  const content: Content = {
    v: 1,
    book,
    lines: draft.lines.map(
      ({ product, platform_id, quantity, unit_price, discount, without_codes }) => ({
        product_id: product.id,
        platform_id,
        quantity,
        unit_price,
        discount,
        without_codes: without_codes ?? false,
      }),
    ),
    product_text: draft.product_text,
    customer: keptCustomer(draft.customer),
    customer_text: draft.customer_text,
    payments: draft.payments.map(({ method_id, amount }) => ({ method_id, amount })),
    date: draft.date,
    note: draft.note,
    overdraft: draft.overdraft,
    keep_change: draft.keep_change,
  };
  return JSON.stringify(content);
}

type Shape = "text" | "text or null" | "flag";

function fits(value: unknown, shape: Record<string, Shape>): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(shape).every(([name, kind]) => {
    const found = (value as Record<string, unknown>)[name];
    if (kind === "flag") return typeof found === "boolean";
    return typeof found === "string" || (kind === "text or null" && found === null);
  });
}

function listOf(value: unknown, shape: Record<string, Shape>): boolean {
  return Array.isArray(value) && value.every((one) => fits(one, shape));
}

const TEXTS = {
  product_text: "text",
  customer_text: "text",
  date: "text or null",
  note: "text",
  overdraft: "text or null",
  keep_change: "flag",
} as const;
const LINE = {
  product_id: "text",
  platform_id: "text or null",
  quantity: "text",
  unit_price: "text",
  discount: "text",
  without_codes: "flag",
} as const;

/** null: not written by this version of the page for this book. */
function parsed(text: string, book: Id): Content | null {
  try {
    const found = JSON.parse(text) as Content;
    const whole =
      found.v === 1 &&
      found.book === book &&
      fits(found, TEXTS) &&
      listOf(found.lines, LINE) &&
      listOf(found.payments, { method_id: "text or null", amount: "text" }) &&
      (found.customer === null ||
        fits(found.customer, { id: "text" }) ||
        fits(found.customer, { name: "text", phone: "text" }));
    return whole ? found : null;
  } catch {
    return null;
  }
}

async function linesOf(content: Content, lost: Lost[]): Promise<DraftLine[]> {
  if (content.lines.length === 0) return [];
  const products = await api.productsList("", true);
  return content.lines.flatMap(({ product_id, ...typed }) => {
    const product = products.find(({ id }) => id === product_id);
    if (product && !product.archived) {
      return [{ ...typed, row: nextRow(), product, carried: {} }];
    }
    lost.push({ of: "product", name: product?.name ?? "" });
    return [];
  });
}

const GONE: readonly AppError["code"][] = ["unknown_customer", "customer_merged"];

async function known(id: Id): Promise<Customer | null> {
  try {
    return await api.customerGet(id);
  } catch (thrown) {
    if (GONE.includes(asAppError(thrown).code)) return null;
    throw thrown;
  }
}

async function customerOf({ customer }: Content, lost: Lost[]): Promise<DraftCustomer | null> {
  if (customer === null) return { kind: "passing" };
  if ("name" in customer) return { kind: "new", ...customer };
  const found = await known(customer.id);
  if (found && !found.archived) return { kind: "known", customer: found };
  lost.push({ of: "customer", name: found?.name ?? "" });
  return null;
}

async function resumed({ key, content, saved_at }: SaleDraft, book: Id): Promise<Resumed> {
  const kept = parsed(content, book);
  const lost: Lost[] = [];
  if (kept === null) return { draft: null, saved_at, lost };
  const lines = await linesOf(kept, lost);
  const customer = await customerOf(kept, lost);
  const { product_text, date, note, overdraft, keep_change } = kept;
  const draft: Draft = {
    ...emptyDraft(),
    // The same as before a crash: had it been recorded, it would not be sold again.
    key,
    lines,
    product_text,
    customer: customer ?? { kind: "passing" },
    customer_text: customer ? kept.customer_text : "",
    date,
    note,
    overdraft,
    keep_change,
  };
  const payments = kept.payments.map((payment) => ({ ...payment, row: nextRow() }));
  return { draft: payments.length > 0 ? { ...draft, payments } : draft, saved_at, lost };
}

/** What the book holds of a sale half typed. */
export function keptDraft(book: Id) {
  return queryOptions<Resumed | null, AppError>({
    // In no room: it is read once, and then what stands on the screen counts.
    queryKey: ["kept-draft", book],
    queryFn: async () => {
      const saved = await api.saleDraft();
      keptAlready(book, saved?.content ?? null);
      return saved && (await resumed(saved, book));
    },
  });
}

export function forgetKeptDraft(client: QueryClient, book: Id): void {
  client.removeQueries({ queryKey: keptDraft(book).queryKey });
}

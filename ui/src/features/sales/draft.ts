// The sale being typed. It lives outside the screen, so that going to a deposit and back, or looking
// something up in a list, loses nothing.
import { useSyncExternalStore } from "react";
import {
  type Customer,
  type Day,
  type Id,
  type Key,
  type Money,
  newKey,
  type Product,
  type Sale,
} from "../../api";

export type DraftLine = {
  row: number;
  product: Product;
  platform_id: Id | null;
  quantity: string;
  /** Empty: the product's price. */
  unit_price: string;
  discount: string;
  /** It takes none of the codes in stock: the customer gets his another way. */
  without_codes?: boolean;
};

export type DraftCustomer =
  | { kind: "passing" }
  | { kind: "known"; customer: Customer }
  | { kind: "new"; name: string; phone: string };

export type DraftPayment = {
  row: number;
  /** null: the shop's first method, cash. */
  method_id: Id | null;
  /** Empty: what is left to pay. */
  amount: string;
};

export type Draft = {
  /** Made with the draft, renewed only once the sale is recorded: pressing twice never sells twice. */
  key: Key;
  lines: readonly DraftLine[];
  product_text: string;
  customer: DraftCustomer;
  customer_text: string;
  payments: readonly DraftPayment[];
  date: Day | null;
  note: string;
  /** Why credit may go below zero; null: it may not. */
  overdraft: string | null;
  /** What is received beyond the total is kept for the customer instead of being handed back. */
  keep_change: boolean;
};

/** What the cashier still needs once the sale is recorded. */
export type LastSale = { sale: Sale; change: Money; advance: Money };

type State = { book: Id; draft: Draft; last: LastSale | null };

let rows = 0;

export function nextRow(): number {
  rows += 1;
  return rows;
}

function emptyDraft(): Draft {
  return {
    key: newKey(),
    lines: [],
    product_text: "",
    customer: { kind: "passing" },
    customer_text: "",
    payments: [{ row: nextRow(), method_id: null, amount: "" }],
    date: null,
    note: "",
    overdraft: null,
    keep_change: false,
  };
}

let state: State | null = null;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function set(next: State): void {
  state = next;
  for (const listener of listeners) listener();
}

/** The state of this book: a product of the demo book means nothing in the real one. */
function stateOf(book: Id): State {
  if (state !== null && state.book === book) return state;
  const fresh = { book, draft: emptyDraft(), last: null };
  state = fresh;
  return fresh;
}

export type DraftStore = {
  draft: Draft;
  last: LastSale | null;
  /** The draft as it stands now, for what runs after an answer has been awaited. */
  read: () => Draft;
  change: (patch: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void;
  clear: () => void;
  recorded: (last: LastSale) => void;
};

export function useDraft(book: Id): DraftStore {
  const { draft, last } = useSyncExternalStore(subscribe, () => stateOf(book));
  return {
    draft,
    last,
    read: () => stateOf(book).draft,
    change: (patch) => {
      const now = stateOf(book);
      const changed = typeof patch === "function" ? patch(now.draft) : patch;
      set({ ...now, draft: { ...now.draft, ...changed } });
    },
    clear: () => set({ ...stateOf(book), draft: emptyDraft() }),
    recorded: (sale) => set({ book, draft: emptyDraft(), last: sale }),
  };
}

/** Whether anything was typed that would be missed. */
export function isTyped(draft: Draft): boolean {
  return (
    draft.lines.length > 0 ||
    draft.product_text.trim() !== "" ||
    draft.customer_text.trim() !== "" ||
    draft.payments.some((payment) => payment.amount.trim() !== "") ||
    draft.note.trim() !== "" ||
    draft.date !== null
  );
}

/** What a known customer has paid in advance, if anything. */
export function advanceOf(customer: DraftCustomer): Money | null {
  return customer.kind === "known" ? customer.customer.credit : null;
}

export function lineOf(product: Product): DraftLine {
  return {
    row: nextRow(),
    product,
    platform_id: null,
    quantity: "1",
    unit_price: "",
    discount: "",
  };
}

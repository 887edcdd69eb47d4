// The sale being typed. It lives outside the screen, so that going to a deposit and back, or looking
// something up in a list, loses nothing.
import { useState, useSyncExternalStore } from "react";
import {
  type Customer,
  type Day,
  type Id,
  type Instant,
  type Key,
  type Money,
  newKey,
  type Product,
  type Sale,
  type SaleLineInput,
} from "../../api";
import { isZero } from "../../format";
import { keptNothing } from "./keeper";

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
  /** What a line of the corrected sale brings along unseen; it goes with its line. */
  carried: Pick<SaleLineInput, "renews" | "in_place_of">;
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

/** The sale in whose place the draft will stand. */
export type Corrects = {
  id: Id;
  number: string;
  reason: string;
  /** Who paid it from his advance, if anyone did: it comes back to him first. */
  payer: Id | null;
  /** What its customer owes besides it; null: nobody the shop knows. */
  owed: { customer: Id; besides: Money } | null;
  /** A passing customer owed something of it, and may go on owing. */
  unnamed_debt: boolean;
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
  /** null: a new sale. */
  corrects: Corrects | null;
};

/** What the cashier still needs once the sale is recorded. */
export type LastSale = { sale: Sale; change: Money; advance: Money };

/** What could not be taken up again; without a name where nothing is known of it any more. */
export type Lost = { of: "product" | "customer"; name: string };

/** What the book held of a sale half typed; no draft where it could not be read. */
export type Resumed = { draft: Draft | null; saved_at: Instant; lost: readonly Lost[] };

type State = {
  draft: Draft;
  last: LastSale | null;
  resumed: Resumed | null;
  /** The book was asked what it holds; from then on this here is what counts. */
  asked: boolean;
};

let rows = 0;

export function nextRow(): number {
  rows += 1;
  return rows;
}

export function emptyDraft(): Draft {
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
    corrects: null,
  };
}

function makeStore(draft: Draft) {
  let state: State = { draft, last: null, resumed: null, asked: false };
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (patch: Partial<State>) => {
      state = { ...state, ...patch };
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

type Store = ReturnType<typeof makeStore>;

let counter: { book: Id; store: Store } | null = null;

/** The counter of this book: a product of the demo book means nothing in the real one. */
function counterOf(book: Id): Store {
  if (counter?.book !== book) counter = { book, store: makeStore(emptyDraft()) };
  return counter.store;
}

/** Whatever is typed in it: the book was put back as it once was. */
export function forgetCounter(book: Id): void {
  if (counter?.book === book) counter = null;
}

export type DraftStore = {
  draft: Draft;
  /** The draft as it stands now, for what runs after an answer has been awaited. */
  read: () => Draft;
  change: (patch: Partial<Draft> | ((draft: Draft) => Partial<Draft>)) => void;
};

function useStore(store: Store): DraftStore & { state: State } {
  const state = useSyncExternalStore(store.subscribe, store.get);
  return {
    state,
    draft: state.draft,
    read: () => store.get().draft,
    change: (patch) => {
      const { draft } = store.get();
      store.set({ draft: { ...draft, ...(typeof patch === "function" ? patch(draft) : patch) } });
    },
  };
}

export type CounterStore = DraftStore &
  Omit<State, "draft"> & {
    clear: () => void;
    recorded: (last: LastSale) => void;
    resume: (resumed: Resumed | null) => void;
  };

/** The one sale being typed at the counter. */
export function useDraft(book: Id): CounterStore {
  const store = counterOf(book);
  const { state, ...rest } = useStore(store);
  return {
    ...state,
    ...rest,
    clear: () => store.set({ draft: emptyDraft(), resumed: null }),
    recorded: (last) => {
      keptNothing(book);
      store.set({ draft: emptyDraft(), last, resumed: null });
    },
    resume: (resumed) => {
      // What was typed since is not typed over.
      if (resumed === null || isTyped(store.get().draft)) store.set({ asked: true });
      else store.set({ asked: true, resumed, draft: resumed.draft ?? store.get().draft });
    },
  };
}

/** A draft apart from the counter's, gone with its screen. */
export function useOwnDraft(first: Draft): DraftStore {
  const [store] = useState(() => makeStore(first));
  return useStore(store);
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

/** A customer's advance; its amount unsaid where some of it comes back with the corrected sale. */
export type Advance = { amount: Money | null };

/** What the customer may pay from, if he has paid anything in advance. */
export function advanceOf({ customer, corrects }: Draft): Advance | null {
  if (customer.kind !== "known") return null;
  const { id, credit } = customer.customer;
  if (corrects?.payer === id) return { amount: null };
  return isZero(credit) ? null : { amount: credit };
}

/** What a customer owes already: the sale that is being corrected is not of that. */
export function owedBy({ corrects }: Draft, { id, debt }: Customer): Money {
  return corrects?.owed?.customer === id ? corrects.owed.besides : debt;
}

export function lineOf(product: Product): DraftLine {
  return {
    row: nextRow(),
    product,
    platform_id: null,
    quantity: "1",
    unit_price: "",
    discount: "",
    carried: {},
  };
}

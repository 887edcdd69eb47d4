// The board of renewals, as the program would answer about it: what is done to a row shows in the
// next reading.
import type {
  AppError,
  Board,
  BoardQuery,
  BoardRow,
  Message,
  Renewal,
  RenewalInput,
  SaleInput,
  SaleQuote,
  Stage,
  SubscriptionEvent,
} from "../src/api";
import { customers, sale } from "./fixtures";
import type { Handlers } from "./mockIpc";

const STAGES: Stage[] = ["ended", "today", "days3", "days7", "days15", "days30", "paused"];

const karim = { customer_id: "1", customer: "Karim B.", phone: "+213550123456" };
const amina = { customer_id: "2", customer: "أمينة", phone: "+213661987654" };
const cafe = { customer_id: "3", customer: "Café El Bahdja", phone: "" };
const passing = { customer_id: null, customer: "", phone: "" };

const iptv = {
  product_id: "1",
  product: "IPTV 12 mois",
  platform_id: "1",
  platform: "Atlas IPTV",
  price: "4500.00",
  cost: "3083.33",
};
const streaming = {
  product_id: "2",
  product: "Compte streaming 1 mois",
  platform_id: "2",
  platform: "StreamHub",
  price: "950.00",
  cost: "648.00",
};

type Given = Pick<BoardRow, "id" | "stage" | "ends_on" | "days_left" | "state"> &
  Partial<BoardRow> &
  Pick<BoardRow, "customer_id" | "customer" | "phone"> &
  Pick<BoardRow, "product_id" | "product" | "platform_id" | "platform" | "price" | "cost">;

function row(given: Given): BoardRow {
  return {
    starts_on: "2025-01-31",
    sale: `V-2025-0${given.id}`,
    sale_id: "1",
    renewed: false,
    message: null,
    told_on: null,
    ...given,
  };
}

/** On the business day 2026-01-31. */
export const boardRows: BoardRow[] = [
  row({
    ...streaming,
    ...cafe,
    id: "101",
    stage: "ended",
    state: "expired",
    ends_on: "2026-01-12",
    days_left: -19,
    message: "ended",
  }),
  row({
    ...iptv,
    ...passing,
    id: "102",
    stage: "ended",
    state: "expired",
    ends_on: "2026-01-30",
    days_left: -1,
    message: "ended",
  }),
  row({
    ...iptv,
    ...karim,
    id: "103",
    stage: "today",
    state: "expired",
    ends_on: "2026-01-31",
    days_left: 0,
    message: "ended",
  }),
  row({
    ...streaming,
    ...amina,
    id: "104",
    stage: "days3",
    state: "expiring",
    ends_on: "2026-02-01",
    days_left: 1,
    message: "day1",
  }),
  row({
    ...iptv,
    ...karim,
    id: "105",
    stage: "days3",
    state: "expiring",
    ends_on: "2026-02-03",
    days_left: 3,
    told_on: "2026-01-31",
  }),
  row({
    ...iptv,
    ...passing,
    id: "106",
    stage: "days3",
    state: "expiring",
    ends_on: "2026-02-03",
    days_left: 3,
    message: "days3",
  }),
  row({
    ...streaming,
    ...cafe,
    id: "107",
    stage: "days7",
    state: "expiring",
    ends_on: "2026-02-06",
    days_left: 6,
    cost: null,
  }),
  row({
    ...iptv,
    ...amina,
    id: "108",
    stage: "days30",
    state: "active",
    ends_on: "2026-02-26",
    days_left: 26,
  }),
  row({
    ...iptv,
    ...karim,
    id: "109",
    stage: "paused",
    state: "paused",
    ends_on: "2026-03-15",
    days_left: 43,
  }),
];

export const boardMessage: Message = {
  kind: "day1",
  to: "أمينة",
  phone: "+213661987654",
  language: "ar",
  text: "السلام عليكم أمينة، اشتراككم Compte streaming 1 mois ينتهي يوم 01/02/2026.\nNumérique Didouche",
  link: "https://wa.me/213661987654?text=%D8%A7%D9%84%D8%B3%D9%84%D8%A7%D9%85",
};

const events: SubscriptionEvent[] = [
  {
    kind: "pause",
    date: "2025-07-01",
    shift_days: 0,
    customer: null,
    reason: "En voyage",
    recorded_at: "2025-07-01T09:00:00.000Z",
  },
  {
    kind: "resume",
    date: "2025-07-16",
    shift_days: 15,
    customer: null,
    reason: "",
    recorded_at: "2025-07-16T09:00:00.000Z",
  },
  {
    kind: "transfer",
    date: "2025-09-02",
    shift_days: 0,
    customer: "Karim B.",
    reason: "",
    recorded_at: "2025-09-02T10:30:00.000Z",
  },
];

function saleOf(
  { customer_id, product_id, platform_id }: BoardRow,
  input: RenewalInput,
): SaleInput {
  return {
    date: null,
    customer: customer_id === null ? null : { id: customer_id },
    lines: [{ product_id, platform_id, quantity: "", unit_price: input.unit_price, discount: "" }],
    payments: input.payments,
    note: "",
    allow_overdraft: input.allow_overdraft,
    allow_below_cost: input.allow_below_cost,
    allow_unnamed_debt: false,
  };
}

function refusal(row: BoardRow, input: RenewalInput, reckoned: SaleQuote): AppError | null {
  if (row.customer_id === null && reckoned.debt !== "0.00") {
    const details = { field: "customer", debt: reckoned.debt };
    return { code: "customer_required", message: "", details };
  }
  const line = reckoned.lines[0];
  if (line?.below_cost && !input.allow_below_cost) {
    const details = { product: row.product, price: line.total, cost: line.cost };
    return {
      code: "below_cost",
      message: "",
      details: { ...details, field: "lines.0.unit_price" },
    };
  }
  return reckoned.problems[0] ?? null;
}

export function boardHandlers(empty: boolean, quote: (input: SaleInput) => SaleQuote): Handlers {
  let rows = empty ? [] : structuredClone(boardRows);
  const find = (id: string): BoardRow => {
    const found = rows.find((one) => one.id === id) ?? boardRows.find((one) => one.id === id);
    if (!found) throw { code: "unknown_subscription", message: "", details: { value: id } };
    return found;
  };
  const change = (id: string, changed: Partial<BoardRow>): BoardRow => {
    rows = rows.map((one) => (one.id === id ? { ...one, ...changed } : one));
    return find(id);
  };
  const leave = (id: string): BoardRow => {
    const left = find(id);
    rows = rows.filter((one) => one.id !== id);
    return left;
  };
  const reckon = (row: BoardRow, input: RenewalInput): SaleQuote => {
    const reckoned = quote(saleOf(row, input));
    const starts_on = row.days_left < 0 ? "2026-01-31" : row.ends_on;
    const lines = reckoned.lines.map((line) => ({ ...line, starts_on }));
    return { ...reckoned, lines };
  };
  const renew = (id: string, input: RenewalInput) => {
    const renewed = find(id);
    const error = refusal(renewed, input, reckon(renewed, input));
    if (error) throw error;
    leave(id);
    const { customer_id, customer, product } = renewed;
    return { ...sale, customer_id, customer, products: product };
  };
  return {
    subscriptions_board: ({ query }: { query: BoardQuery }): Board => {
      const matching = rows.filter(
        (one) =>
          `${one.customer} ${one.phone} ${one.product}`
            .toLowerCase()
            .includes(query.search.toLowerCase()) &&
          (query.platform_id === null || one.platform_id === query.platform_id) &&
          (query.product_id === null || one.product_id === query.product_id),
      );
      return {
        counts: STAGES.map((stage) => ({
          stage,
          count: matching.filter((one) => one.stage === stage).length,
        })),
        rows: matching.filter((one) => query.stage === null || one.stage === query.stage),
        next: null,
      };
    },
    subscription_renew_quote: ({ id, input }: { id: string; input: RenewalInput }) => {
      const reckoned = reckon(find(id), input);
      const error = refusal(find(id), input, reckoned);
      return { ...reckoned, problems: error ? [error] : [] };
    },
    subscription_renew: ({ id, input }: { id: string; input: RenewalInput }) => renew(id, input),
    subscriptions_renew: ({ ids, input }: { ids: string[]; input: RenewalInput }): Renewal[] =>
      ids.map((subscription_id) => {
        try {
          return { subscription_id, sale: renew(subscription_id, input), error: null };
        } catch (error) {
          return { subscription_id, sale: null, error: error as AppError };
        }
      }),
    subscription_pause: ({ id }) => change(id, { state: "paused", stage: "paused" }),
    subscription_resume: ({ id }) => change(id, { state: "active", ends_on: "2026-04-02" }),
    subscription_cancel: ({ id }) => leave(id),
    subscription_transfer: ({ id, customerId }) =>
      change(id, {
        customer_id: customerId,
        customer: customers.find((one) => one.id === customerId)?.name ?? "",
      }),
    subscription_events: () => events,
    subscription_message: () => boardMessage,
    subscription_told: ({ id }) => {
      change(id, { told_on: "2026-01-31", message: null });
      return null;
    },
    message_open: () => true,
  };
}

// From the draft to what the program is asked. All reckoning is the program's: the page never adds.
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import {
  type AppError,
  api,
  asAppError,
  type CustomerChoice,
  type Id,
  type Method,
  type SaleInput,
  type SaleQuote,
} from "../../api";
import { isDay } from "../../components/typed";
import { advanceOf, type Draft, type DraftCustomer } from "./draft";
import { payableBy } from "./methods";

/** What the program is asked, the draft's row of each payment in it, and which sale it is to replace. */
export type Asked = { input: SaleInput; rows: readonly number[]; replaces: Id | null };

export function defaultMethod(methods: readonly Method[]): Id | null {
  const usable = methods.filter((method) => !method.archived);
  return (usable.find((method) => method.code === "cash") ?? usable[0])?.id ?? null;
}

function customerChoice(customer: DraftCustomer): CustomerChoice | null {
  if (customer.kind === "known") return { id: customer.customer.id };
  if (customer.kind === "new") return { name: customer.name, phone: customer.phone.trim() };
  return null;
}

export function ask(draft: Draft, methods: readonly Method[]): Asked {
  const fallback = defaultMethod(methods);
  const advance = advanceOf(draft);
  const payments = draft.payments.flatMap(({ row, method_id, amount }) => {
    const method = payableBy(method_id, advance) ?? fallback;
    return method === null ? [] : [{ row, payment: { method_id: method, amount } }];
  });
  return {
    rows: payments.map(({ row }) => row),
    replaces: draft.corrects?.id ?? null,
    input: {
      // What is no day is said at its field, and keeps the sale from being recorded.
      date: isDay(draft.date) ? draft.date : null,
      customer: customerChoice(draft.customer),
      lines: draft.lines.map((line) => ({
        ...line.carried,
        product_id: line.product.id,
        platform_id: line.platform_id,
        quantity: line.quantity,
        unit_price: line.unit_price.trim() === "" ? null : line.unit_price,
        discount: line.discount,
        without_codes: line.without_codes ?? false,
      })),
      payments: payments.map(({ payment }) => payment),
      note: draft.note,
      allow_overdraft: draft.overdraft?.trim() || null,
      allow_below_cost: false,
      allow_unnamed_debt: draft.corrects?.unnamed_debt ?? false,
      cheapest: true,
      keep_change: draft.keep_change && draft.customer.kind !== "passing",
    },
  };
}

/** An error about the third payment sent is about the row it was typed in. */
export function aboutRow(error: AppError, rows: readonly number[]): AppError {
  const found = /^payments\.(\d+)(.*)$/.exec(error.details.field ?? "");
  const row = found && rows[Number(found[1])];
  if (!found || row === undefined || row === null) return error;
  return { ...error, details: { ...error.details, field: `payments.${row}${found[2]}` } };
}

export async function quote({ input, rows, replaces }: Asked): Promise<SaleQuote> {
  const answer = await (replaces === null
    ? api.saleQuote(input)
    : api.saleCorrectQuote(replaces, input));
  return { ...answer, problems: answer.problems.map((problem) => aboutRow(problem, rows)) };
}

const TYPING_PAUSE_MS = 100;

/** The quote of the draft as it stands, a moment after the last key. Nothing without a line. */
export function useLiveQuote(draft: Draft, methods: readonly Method[] | undefined) {
  const asked = methods && draft.lines.length > 0 ? ask(draft, methods) : null;
  const [settled] = useDebouncedValue(JSON.stringify(asked), TYPING_PAUSE_MS);
  const wanted = JSON.parse(settled) as Asked | null;
  const answer = useQuery<SaleQuote, AppError>({
    // A deposit, a correction or a sale makes the room of platforms stale, and the quote with it.
    queryKey: ["platforms", "sale-quote", settled],
    queryFn: async () => {
      try {
        return await quote(wanted as Asked);
      } catch (thrown) {
        throw asAppError(thrown);
      }
    },
    enabled: wanted !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  });
  return asked === null || wanted === null ? { data: undefined, error: null } : answer;
}

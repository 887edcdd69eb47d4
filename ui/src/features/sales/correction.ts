// A sale as it stands in the book, typed again as the start of its correction.
import { queryOptions } from "@tanstack/react-query";
import { type AppError, api, type Correction, type Id, type Language } from "../../api";
import { asTyped } from "../../components/typed";
import {
  type Draft,
  type DraftCustomer,
  type DraftLine,
  type DraftPayment,
  emptyDraft,
  nextRow,
} from "./draft";
import { CUSTOMER_CREDIT } from "./methods";

async function linesOf({ input }: Correction, language: Language): Promise<DraftLine[]> {
  const products = await api.productsList("", true);
  return input.lines.flatMap((line) => {
    const product = products.find(({ id }) => id === line.product_id);
    if (!product) return [];
    const { renews, in_place_of, without_codes } = line;
    return {
      row: nextRow(),
      product,
      platform_id: line.platform_id,
      quantity: line.quantity,
      unit_price: line.unit_price === null ? "" : asTyped(line.unit_price, language),
      discount: asTyped(line.discount, language),
      without_codes: without_codes ?? false,
      carried: { renews, in_place_of },
    };
  });
}

/** Nothing was paid: said as such, since an empty amount stands for all of it. */
function paymentsOf({ input }: Correction, language: Language): DraftPayment[] {
  if (input.payments.length === 0) return [{ row: nextRow(), method_id: null, amount: "0" }];
  return input.payments.map(({ method_id, amount }) => ({
    row: nextRow(),
    method_id,
    amount: asTyped(amount, language),
  }));
}

async function customerOf(id: Id | null): Promise<DraftCustomer> {
  return id === null ? { kind: "passing" } : { kind: "known", customer: await api.customerGet(id) };
}

async function corrected(id: Id, language: Language): Promise<Draft> {
  const correction = await api.saleCorrection(id);
  const { number, owed_besides, input } = correction;
  const who = input.customer?.id ?? null;
  const [lines, customer] = await Promise.all([linesOf(correction, language), customerOf(who)]);
  const fromAdvance = input.payments.some(({ method_id }) => method_id === CUSTOMER_CREDIT);
  return {
    ...emptyDraft(),
    lines,
    customer,
    customer_text: customer.kind === "known" ? customer.customer.name : "",
    payments: paymentsOf(correction, language),
    note: input.note,
    overdraft: input.allow_overdraft,
    corrects: {
      id,
      number,
      reason: "",
      payer: fromAdvance ? who : null,
      owed: who !== null && owed_besides !== null ? { customer: who, besides: owed_besides } : null,
      unnamed_debt: input.allow_unnamed_debt,
    },
  };
}

export function correctionDraft(id: Id, language: Language) {
  return queryOptions<Draft, AppError>({
    // In no room: what was typed into it outlasts what else is recorded meanwhile.
    queryKey: ["correction-draft", id],
    queryFn: () => corrected(id, language),
    staleTime: 0,
    gcTime: 0,
  });
}

// From what is typed in a renewal to what the program is asked. All reckoning is the program's.
import type { Id, Method, RenewalInput } from "../../api";
import { defaultMethod } from "../sales/quote";

export type Payment = {
  /** He owes it: nothing is received. */
  later: boolean;
  /** null: the shop's first method, cash. */
  method_id: Id | null;
  /** Empty: all. */
  amount: string;
};

export type RenewalForm = Payment & {
  /** null: where it runs now, or the product's usual platform. */
  platform_id: Id | null;
  /** Empty: the product's present price. */
  price: string;
  /** Why credit may go below zero; null: it may not. */
  overdraft: string | null;
  /** The price may lie below the cost. */
  at_loss: boolean;
  /** It takes none of the codes in stock. */
  without_codes: boolean;
};

export const NEW_PAYMENT: Payment = { later: false, method_id: null, amount: "" };

export const NEW_RENEWAL: RenewalForm = {
  ...NEW_PAYMENT,
  platform_id: null,
  price: "",
  overdraft: null,
  at_loss: false,
  without_codes: false,
};

/** Nothing while the way to pay isn't known: without one it would be a debt that nobody agreed to. */
export function renewalInput(form: RenewalForm, methods: readonly Method[]): RenewalInput | null {
  const method_id = form.method_id ?? defaultMethod(methods);
  if (!form.later && method_id === null) return null;
  return {
    platform_id: form.platform_id,
    unit_price: form.price.trim() === "" ? null : form.price,
    payments: form.later || method_id === null ? [] : [{ method_id, amount: form.amount }],
    allow_overdraft: form.overdraft?.trim() || null,
    allow_below_cost: form.at_loss,
    allow_unnamed_debt: false,
    without_codes: form.without_codes,
  };
}

import { useTranslation } from "react-i18next";
import { type Id, type Method, type Money, useRead } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import type { Choice } from "../../components";
import { formatMoney, isolate, isZero } from "../../format";
import type { Advance } from "./draft";

const BUILT_IN = ["cash", "baridimob", "ccp", "transfer", "other", "customer_credit"];

/** What the customer has paid in advance; never in the shop's own list, as it brings no money in. */
export const CUSTOMER_CREDIT: Id = "6";

/** The name of a method: the shop's own, or the language's for those there from the start. */
export function useMethodName(): (code: string, name: string) => string {
  const { t } = useTranslation();
  return (code, name) => name || (BUILT_IN.includes(code) ? t(`common.methods.${code}`) : code);
}

export function useMethods(): Method[] | undefined {
  return useRead("settings", "methodsList").data;
}

/** Whether a customer has anything that he could pay from. */
export function hasAdvance(credit: Money | null | undefined): credit is Money {
  return credit !== null && credit !== undefined && !isZero(credit);
}

/** The chosen method; none where it was the advance of a customer who is no longer chosen. */
export function payableBy(chosen: Id | null, advance: Advance | null): Id | null {
  return chosen === CUSTOMER_CREDIT && advance === null ? null : chosen;
}

/** The methods to choose from; the customer's advance last, while there is any of it. */
export function useMethodChoices(methods: readonly Method[], credit?: Money | null): Choice[] {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const methodName = useMethodName();
  const choices = methods
    .filter((method) => !method.archived)
    .map((method) => ({ value: method.id, label: methodName(method.code, method.name) }));
  if (!hasAdvance(credit)) return choices;
  const amount = isolate(formatMoney(credit, currency, language));
  return [...choices, { value: CUSTOMER_CREDIT, label: t("common.advanceMethod", { amount }) }];
}

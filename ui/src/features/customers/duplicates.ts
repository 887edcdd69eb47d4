import type { TFunction } from "i18next";
import type { Customer, Duplicates } from "../../api";
import { isolate } from "../../format";

/** Two who may be one: the one with more sales first. */
export type Twins = {
  key: string;
  first: Customer;
  second: Customer;
  /** The phone that they share; empty where it is the name. */
  phone: string;
};

/** Each probable duplicate beside the first of its group, once, however many groups name the two. */
export function twinsOf(groups: readonly Duplicates[]): Twins[] {
  const found = new Map<string, Twins>();
  for (const { phone, customers } of groups) {
    const [first, ...others] = customers;
    if (!first) continue;
    for (const second of others) {
      const key = [first.id, second.id].sort().join(" ");
      if (!found.has(key)) found.set(key, { key, first, second, phone });
    }
  }
  return [...found.values()];
}

type Named = { name: string };

/** What is said once two have become one. */
export function mergedText(gone: Named, kept: Named, t: TFunction): string {
  return t("customers.merge.done", { from: isolate(gone.name), into: isolate(kept.name) });
}

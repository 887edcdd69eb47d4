import type { Id, SaleStatus, SalesQuery } from "../../api";
import type { Period } from "../reports/period";

export type Filters = {
  search: string;
  status: SaleStatus | null;
  platform_id: Id | null;
  product_id: Id | null;
  period: Period;
};

export const NO_FILTERS: Filters = {
  search: "",
  status: null,
  platform_id: null,
  product_id: null,
  period: { preset: "all", from: null, to: null },
};

export const STATUSES: readonly SaleStatus[] = ["paid", "partial", "unpaid", "cancelled"];

export function isFiltered({ search, status, platform_id, product_id, period }: Filters): boolean {
  const chosen = [status, platform_id, product_id, period.from, period.to];
  return search.trim() !== "" || chosen.some((value) => value !== null);
}

const PAGE_ROWS = 100;

export function salesQuery(filters: Filters, before: Id | null): SalesQuery {
  return {
    search: filters.search.trim(),
    status: filters.status,
    platform_id: filters.platform_id,
    product_id: filters.product_id,
    customer_id: null,
    from: filters.period.from,
    to: filters.period.to,
    before,
    limit: PAGE_ROWS,
  };
}

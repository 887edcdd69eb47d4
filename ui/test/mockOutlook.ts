// What the program would answer about what is coming and what is sold most, and its notices by the system.
import type { PlatformOutlook, Product } from "../src/api";
import type { Handlers } from "./mockIpc";

/** Three renewals within seven days on Atlas IPTV, which lasts; five on StreamHub, which doesn't. */
export const outlook: PlatformOutlook[] = [
  {
    platform_id: "1",
    renewals_7: 3,
    credit_7: "45.00",
    renewals_30: 8,
    credit_30: "120.00",
    lasts_days: null,
  },
  {
    platform_id: "2",
    renewals_7: 5,
    credit_7: "60.00",
    renewals_30: 5,
    credit_30: "60.00",
    lasts_days: 3,
  },
];

function mostSoldFirst(products: readonly Product[], search: string): Product[] {
  const begins = ({ name }: Product) => Number(name.toLowerCase().startsWith(search.toLowerCase()));
  return [...products].sort((one, other) => begins(other) - begins(one) || other.sold - one.sold);
}

/** What a test answers in place of the products is sold too. */
export function outlookHandlers(empty: boolean, handlers: () => Handlers): Handlers {
  return {
    platforms_outlook: () => (empty ? [] : outlook),
    products_to_sell: async ({ search }: { search: string }) =>
      mostSoldFirst(
        (await handlers().products_list?.({ search, archived: false })) as Product[],
        search,
      ),
    notify_system: () => true,
  };
}

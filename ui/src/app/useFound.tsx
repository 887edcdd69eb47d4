// What the finder finds in the book: customers, sales, products, platforms, a handful of each.
import type { SpotlightActionData } from "@mantine/spotlight";
import { IconPackage, IconReceipt, IconServer, IconUser } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { type Platform, useReadIf } from "../api";
import { foldText } from "../components/typed";
import { formatDay, formatPhone, isolate, isolateName } from "../format";
import { useBook } from "./BookContext";
import { useLanguage } from "./i18n";

const HANDFUL = 5;
/** A sale is looked for by its number; among these are some that match by a customer's phone alone. */
const SALES_ASKED = 30;
/** One letter is in nearly every name. */
const SHORTEST = 2;

type Group = { group: string; actions: SpotlightActionData[] };
type Entry = { id: string; name: string; description: string; to: string };

/** `text` once the typing has paused; nothing is asked while the finder is closed. */
export function useFound(text: string, platforms: readonly Platform[]) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { country } = useBook();
  const [, navigate] = useLocation();
  const search = text.trim();
  const asking = search.length >= SHORTEST;
  const numbered = asking && /\d/.test(search);

  const customers = useReadIf(asking, "customers", "customersPage", {
    search,
    archived: false,
    with_debt: false,
    after: null,
    limit: HANDFUL,
  });
  const products = useReadIf(asking, "catalog", "productsList", search, false);
  const sales = useReadIf(numbered, "sales", "salesPage", {
    search,
    status: null,
    platform_id: null,
    product_id: null,
    customer_id: null,
    from: null,
    to: null,
    before: null,
    limit: SALES_ASKED,
  });

  const group = (key: string, Icon: typeof IconUser, records: readonly Entry[]): Group => ({
    group: t(key),
    actions: records.slice(0, HANDFUL).map(({ id, name, description, to }) => ({
      id: `${key} ${id}`,
      label: isolateName(name, language),
      description,
      leftSection: <Icon size={20} stroke={1.5} />,
      onClick: () => navigate(to),
    })),
  });
  const wanted = foldText(search);
  // The answer to what was typed before says nothing about this.
  const of = <T,>(query: { data?: T | undefined; isPlaceholderData: boolean }, on: boolean) =>
    on && !query.isPlaceholderData ? query.data : undefined;

  const groups = [
    group(
      "app.nav.customers",
      IconUser,
      (of(customers, asking)?.rows ?? []).map(({ id, name, phone }) => ({
        id,
        name,
        description: phone && isolate(formatPhone(phone, country)),
        to: `/customers/${id}`,
      })),
    ),
    group(
      "app.nav.sales",
      IconReceipt,
      (of(sales, numbered)?.rows ?? [])
        .filter(({ number }) => foldText(number).includes(wanted))
        .map(({ id, number, customer, customer_id, date }) => ({
          id,
          name: isolate(number),
          description: `${customer_id === null ? t("sales.passing") : isolateName(customer, language)} · ${isolate(formatDay(date))}`,
          to: `/sales/${id}`,
        })),
    ),
    group(
      "app.nav.products",
      IconPackage,
      (of(products, asking) ?? []).map(({ id, name }) => ({
        id,
        name,
        description: "",
        to: `/products?search=${encodeURIComponent(name)}`,
      })),
    ),
    group(
      "app.nav.platforms",
      IconServer,
      platforms
        .filter(({ name }) => asking && foldText(name).includes(wanted))
        .map(({ id, name }) => ({ id, name, description: "", to: `/platforms/${id}` })),
    ),
  ];
  return {
    groups: groups.filter(({ actions }) => actions.length > 0),
    waiting: asking && [customers, products].some((query) => query.isFetching),
  };
}

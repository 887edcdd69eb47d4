// What the product's form holds, and how it becomes what the program is asked.
import type {
  AppError,
  Id,
  Language,
  Platform,
  Product,
  ProductInput,
  ProductKind,
} from "../../api";
import { formatDecimal } from "../../format";

export const KINDS: readonly ProductKind[] = ["subscription", "account", "code", "service"];

export type Term = "months" | "days";

export type OfferForm = {
  row: number;
  /** null: not chosen; where there is one platform only, that one. */
  platform_id: Id | null;
  credit: string;
  is_default: boolean;
};

export type ProductForm = {
  name: string;
  kind: ProductKind;
  category: string;
  price: string;
  term: Term;
  /** How many months or days, as typed; empty: no term. */
  count: string;
  note: string;
  offers: OfferForm[];
};

let rows = 0;

export function newOffer(is_default: boolean, platform_id: Id | null = null): OfferForm {
  rows += 1;
  return { row: rows, platform_id, credit: "", is_default };
}

function termOf(product: Product): Pick<ProductForm, "term" | "count"> {
  if (product.term_months !== null) return { term: "months", count: String(product.term_months) };
  if (product.term_days !== null) return { term: "days", count: String(product.term_days) };
  return { term: "months", count: "" };
}

/** Amounts stand in the fields as the language writes them, which the program reads back exactly. */
export function valuesOf(
  product: Product | null,
  language: Language,
  decimals: number,
): ProductForm {
  if (!product) {
    return {
      name: "",
      kind: "subscription",
      category: "",
      price: "",
      // No guess: a term that nobody chose would end subscriptions on the wrong day.
      term: "months",
      count: "",
      note: "",
      offers: [newOffer(true)],
    };
  }
  return {
    name: product.name,
    kind: product.kind,
    category: product.category,
    price: formatDecimal(product.price, language, decimals),
    ...termOf(product),
    note: product.note,
    offers: product.offers.map((offer) => ({
      ...newOffer(offer.is_default, offer.platform_id),
      credit: formatDecimal(offer.credit, language, offer.decimals),
    })),
  };
}

/** The platform of an offer: the one chosen, or the only one there is. */
export function platformOf(offer: OfferForm, platforms: readonly Platform[]): Id | null {
  if (offer.platform_id !== null) return offer.platform_id;
  return platforms.length === 1 ? (platforms[0]?.id ?? null) : null;
}

/** An offer without a platform can't even be sent: it has no id to name. */
export function unchosenPlatform(
  values: ProductForm,
  platforms: readonly Platform[],
): AppError | null {
  const place = values.offers.findIndex((offer) => platformOf(offer, platforms) === null);
  if (place < 0) return null;
  const field = `offers.${place}.platform_id`;
  return { code: "missing_required", message: field, details: { field } };
}

export function inputOf(values: ProductForm, platforms: readonly Platform[]): ProductInput {
  // What is no number is sent as 0, which the program refuses with the field's name.
  const count = values.count.trim() === "" ? null : Number.parseInt(values.count, 10) || 0;
  return {
    name: values.name,
    kind: values.kind,
    category: values.category,
    price: values.price,
    term_months: values.term === "months" ? count : null,
    term_days: values.term === "days" ? count : null,
    note: values.note,
    offers: values.offers.map((offer) => ({
      platform_id: platformOf(offer, platforms) ?? "",
      credit: offer.credit,
      is_default: offer.is_default,
    })),
  };
}

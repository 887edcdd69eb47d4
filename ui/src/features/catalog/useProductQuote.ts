import { useDebouncedValue } from "@mantine/hooks";
import { type AppError, type Id, type Platform, type ProductQuote, useReadIf } from "../../api";
import { inputOf, type ProductForm, platformOf } from "./productForm";

const QUOTE_DELAY_MS = 150;

export type LiveMargins = {
  of: (platform: Id | null) => ProductQuote["offers"][number] | undefined;
  /** What can't be read, named by its place in the whole form. */
  error: AppError | null;
};

/** What each finished offer costs and leaves today, a moment after the last key. */
export function useProductQuote(
  opened: boolean,
  values: ProductForm,
  platforms: readonly Platform[],
): LiveMargins {
  const [typed] = useDebouncedValue(values, QUOTE_DELAY_MS);
  const finished = typed.offers.filter(
    (offer) => platformOf(offer, platforms) !== null && offer.credit.trim() !== "",
  );
  const ready = opened && typed.price.trim() !== "" && finished.length > 0;
  const input = inputOf({ ...typed, offers: finished }, platforms);
  const quote = useReadIf(ready, "catalog", "productQuote", input);
  const quoted = ready ? quote.data?.offers : undefined;

  function placed(error: AppError): AppError | null {
    // A form still being filled in isn't wrong yet.
    if (error.code === "missing_required") return null;
    const [, index, rest] = /^offers\.(\d+)(\..+)$/.exec(error.details.field ?? "") ?? [];
    const offer = index === undefined ? undefined : finished[Number(index)];
    if (!offer) return error;
    const place = values.offers.findIndex((candidate) => candidate.row === offer.row);
    return { ...error, details: { ...error.details, field: `offers.${place}${rest}` } };
  }

  return {
    of: (platform) => quoted?.find((offer) => offer.platform_id === platform),
    error: ready && quote.error ? placed(quote.error) : null,
  };
}

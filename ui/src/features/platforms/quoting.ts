import type { AppError } from "../../api";

/** Long enough not to ask at each key of a number, short enough to seem at once. */
export const QUOTE_DELAY_MS = 150;

/** A form still being filled in isn't wrong yet. */
export function isUnfinished(error: AppError): boolean {
  return error.code === "missing_required";
}

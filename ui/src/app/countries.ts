// How a phone is typed in the shop's country, and what it is read as: for hints. The program does the reading.
import type { Country } from "../api";
import { useBook } from "./BookContext";

/** A mobile number as it is said at home, and the same from abroad. */
const EXAMPLES: Record<Country, readonly [local: string, international: string]> = {
  DZ: ["0550 12 34 56", "+213 550 12 34 56"],
  MA: ["0612 34 56 78", "+212 612 34 56 78"],
  TN: ["20 123 456", "+216 20 123 456"],
  LY: ["0912 345 678", "+218 912 345 678"],
  EG: ["0100 123 4567", "+20 100 123 4567"],
  MR: ["22 12 34 56", "+222 22 12 34 56"],
  SN: ["77 123 45 67", "+221 77 123 45 67"],
  ML: ["65 12 34 56", "+223 65 12 34 56"],
  CI: ["01 23 45 67 89", "+225 01 23 45 67 89"],
  NE: ["93 12 34 56", "+227 93 12 34 56"],
  SA: ["050 123 4567", "+966 50 123 4567"],
  AE: ["050 123 4567", "+971 50 123 4567"],
  QA: ["3312 3456", "+974 3312 3456"],
  JO: ["079 012 3456", "+962 79 012 3456"],
  TR: ["0501 234 56 78", "+90 501 234 56 78"],
  FR: ["06 12 34 56 78", "+33 6 12 34 56 78"],
  BE: ["0470 12 34 56", "+32 470 12 34 56"],
  ES: ["612 34 56 78", "+34 612 34 56 78"],
  DE: ["01512 3456789", "+49 1512 3456789"],
  GB: ["07400 123456", "+44 7400 123456"],
  CA: ["506 234 5678", "+1 506 234 5678"],
  US: ["201 555 0123", "+1 201 555 0123"],
};

export const COUNTRIES = Object.keys(EXAMPLES) as Country[];

/** A phone of the shop's country in its two spellings, its code, and the digits that make it whole. */
export function usePhoneExample() {
  const [local, international] = EXAMPLES[useBook().country];
  const [code = ""] = international.split(" ");
  const digits = international.replace(/\D/g, "").length - (code.length - 1);
  return { local, international, code, digits };
}

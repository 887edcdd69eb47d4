// A sale being typed: what the program says of it, its fields, and its recording.
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../components";
import type { DraftLine, DraftStore } from "./draft";
import { useMethods } from "./methods";
import { lineUnread, type Place, paymentRefused, problemsOf } from "./problems";
import { useLiveQuote } from "./quote";
import { type OnRecorded, useRecording } from "./useRecording";

export function useSale(store: DraftStore, onRecorded: OnRecorded) {
  const { t } = useTranslation();
  const { draft, change } = store;
  const methods = useMethods();
  const live = useLiveQuote(draft, methods);
  const form = useRef<HTMLFormElement>(null);
  const productField = useRef<HTMLInputElement>(null);
  const customerField = useRef<HTMLInputElement>(null);
  const phoneField = useRef<HTMLInputElement>(null);
  const amountField = useRef<HTMLInputElement>(null);
  const recording = useRecording(store, methods, form, onRecorded);
  const quoted = live.data?.problems ?? [];
  const unread = paymentRefused(quoted);
  const problems = problemsOf([...quoted, ...(recording.refusal ? [recording.refusal] : [])]);
  return {
    draft,
    change,
    methods: methods ?? [],
    live,
    recording,
    problems,
    /** A payment is refused: nothing that hangs on it is said. */
    unread,
    /** A line cannot be reckoned: no sum is said. */
    unsummed: live.data !== undefined && lineUnread(live.data),
    fields: { form, productField, customerField, phoneField, amountField },
    /** What is to be mended at that place, in words. */
    text: (place: Place) => {
      const found = problems.at(place);
      return recording.missingAt(place) ?? (found && errorText(found, t));
    },
    changeLine: (row: number, patch: Partial<DraftLine>) =>
      change((now) => ({
        lines: now.lines.map((line) => (line.row === row ? { ...line, ...patch } : line)),
      })),
    afterProducts: () =>
      (draft.customer.kind === "passing" ? customerField : amountField).current?.focus(),
  };
}

export type TypedSale = ReturnType<typeof useSale>;

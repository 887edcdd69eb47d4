// Recording the draft: once, with what is still being chosen, and with each refusal said in its place.
import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AppError,
  asAppError,
  type Method,
  type Sale,
  type SaleInput,
  type SaleQuote,
  useWrite,
} from "../../api";
import { errorText, isDay } from "../../components";
import type { Draft, DraftStore } from "./draft";
import { focusPlace, type Place, placeOf } from "./problems";
import { aboutRow, ask, quote } from "./quote";

/** What the page knows to be missing before it asks the program. */
type Missing = { place: Place; text: string };

export type Recording = {
  busy: boolean;
  /** The program's refusal of the draft as it stands; gone once the draft changes. */
  refusal: AppError | null;
  /** What it was refused for is there by now. */
  forgetRefusal: () => void;
  missingAt: (place: Place) => string | undefined;
  belowCost: AppError | null;
  forgetBelowCost: () => void;
  record: (allow?: { belowCost: boolean }) => Promise<void>;
  /** A choice on its way: recording waits for it. */
  await: (choice: Promise<void>) => void;
};

/** What follows once the sale stands in the book. */
export type OnRecorded = (sale: Sale, quote: SaleQuote) => void;

type Outcome = { draft: Draft; refusal?: AppError; missing?: Missing };

/** Records a new sale, or the one that takes another's place. */
function useWriting(): (draft: Draft, input: SaleInput) => Promise<Sale> {
  const record = useWrite("saleRecord");
  const correct = useWrite("saleCorrect");
  return ({ key, corrects }, input) =>
    corrects === null
      ? record.mutateAsync([key, input])
      : correct.mutateAsync([key, corrects.id, corrects.reason, input]);
}

export function useRecording(
  store: DraftStore,
  methods: readonly Method[] | undefined,
  form: RefObject<HTMLFormElement | null>,
  onRecorded: OnRecorded,
): Recording {
  const { t } = useTranslation();
  const write = useWriting();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [belowCost, setBelowCost] = useState<AppError | null>(null);
  const [focus, setFocus] = useState<{ place: Place } | null>(null);
  // A second Enter can come before the state says busy.
  const running = useRef(false);
  const choices = useRef<Promise<unknown>>(Promise.resolve());

  // After drawing: the place may have appeared with the refusal.
  useEffect(() => {
    if (focus) focusPlace(form.current, focus.place);
  }, [focus, form]);

  const missingIn = (draft: Draft): Missing | null => {
    if (draft.corrects?.reason.trim() === "") {
      return { place: "why", text: t("sales.correct.reasonRequired") };
    }
    if (draft.lines.length === 0 || draft.product_text.trim() !== "") {
      return { place: "product", text: t("sales.new.productRequired") };
    }
    if (draft.customer.kind === "passing" && draft.customer_text.trim() !== "") {
      return { place: "customer", text: t("sales.new.customerUnchosen") };
    }
    if (draft.overdraft !== null && draft.overdraft.trim() === "") {
      return { place: "reason", text: t("sales.new.overdraftReasonRequired") };
    }
    if (draft.date !== null && !isDay(draft.date)) {
      const bad: AppError = { code: "bad_date", message: "", details: { value: draft.date } };
      return { place: "date", text: errorText(bad, t) };
    }
    return null;
  };

  /** Whether it was recorded. */
  const attempt = async (allowBelowCost: boolean): Promise<boolean> => {
    await choices.current;
    const draft = store.read();
    const missing = missingIn(draft);
    if (missing) {
      setOutcome({ draft, missing });
      setFocus({ place: missing.place });
      return false;
    }
    const asked = ask(draft, methods ?? []);
    try {
      const quoted = await quote(asked);
      const sale = await write(draft, { ...asked.input, allow_below_cost: allowBelowCost });
      setOutcome(null);
      setBelowCost(null);
      onRecorded(sale, quoted);
      if (draft.corrects === null) setFocus({ place: "product" });
      return true;
    } catch (thrown) {
      const refusal = aboutRow(asAppError(thrown), asked.rows);
      if (refusal.code === "below_cost" && !allowBelowCost) {
        setBelowCost(refusal);
        return false;
      }
      setBelowCost(null);
      setOutcome({ draft, refusal });
      setFocus({ place: placeOf(refusal) });
      return false;
    }
  };

  const record = async (allow?: { belowCost: boolean }) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    let left = false;
    try {
      const recorded = await attempt(allow?.belowCost ?? false);
      // What is corrected is corrected once: the screen stays as it is until it is left.
      left = recorded && store.read().corrects !== null;
    } finally {
      if (!left) {
        running.current = false;
        setBusy(false);
      }
    }
  };

  const current = outcome?.draft === store.draft ? outcome : null;
  return {
    busy,
    refusal: current?.refusal ?? null,
    forgetRefusal: () => setOutcome(null),
    missingAt: (place) => (current?.missing?.place === place ? current.missing.text : undefined),
    belowCost,
    forgetBelowCost: () => setBelowCost(null),
    record,
    await: (choice) => {
      choices.current = Promise.all([choices.current, choice]);
    },
  };
}

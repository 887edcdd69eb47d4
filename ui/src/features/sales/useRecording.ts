// Recording the draft: once, with what is still being chosen, and with each refusal said in its place.
import { type RefObject, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type AppError, asAppError, type Method, useWrite } from "../../api";
import { useCurrency } from "../../app/BookContext";
import { useLanguage } from "../../app/i18n";
import { errorText, isDay, notifyDone } from "../../components";
import { formatMoney, isolate } from "../../format";
import type { Draft, DraftStore } from "./draft";
import { focusPlace, type Place, placeOf } from "./problems";
import { aboutRow, ask, quote } from "./quote";

/** What the page knows to be missing before it asks the program. */
type Missing = { place: Place; text: string };

export type Recording = {
  busy: boolean;
  /** The program's refusal of the draft as it stands; gone once the draft changes. */
  refusal: AppError | null;
  missingAt: (place: Place) => string | undefined;
  belowCost: AppError | null;
  forgetBelowCost: () => void;
  record: (allow?: { belowCost: boolean }) => Promise<void>;
  /** A choice on its way: recording waits for it. */
  await: (choice: Promise<void>) => void;
};

type Outcome = { draft: Draft; refusal?: AppError; missing?: Missing };

export function useRecording(
  store: DraftStore,
  methods: readonly Method[] | undefined,
  form: RefObject<HTMLFormElement | null>,
): Recording {
  const { t } = useTranslation();
  const currency = useCurrency();
  const language = useLanguage();
  const write = useWrite("saleRecord");
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

  const attempt = async (allowBelowCost: boolean): Promise<void> => {
    await choices.current;
    const draft = store.read();
    const missing = missingIn(draft);
    if (missing) {
      setOutcome({ draft, missing });
      setFocus({ place: missing.place });
      return;
    }
    const asked = ask(draft, methods ?? []);
    try {
      const { change, advance } = await quote(asked);
      const input = { ...asked.input, allow_below_cost: allowBelowCost };
      const sale = await write.mutateAsync([draft.key, input]);
      store.recorded({ sale, change, advance });
      setOutcome(null);
      setBelowCost(null);
      notifyDone(
        t("sales.new.recorded", {
          number: isolate(sale.number),
          total: isolate(formatMoney(sale.total, currency, language)),
        }),
      );
      setFocus({ place: "product" });
    } catch (thrown) {
      const refusal = aboutRow(asAppError(thrown), asked.rows);
      if (refusal.code === "below_cost" && !allowBelowCost) {
        setBelowCost(refusal);
        return;
      }
      setBelowCost(null);
      setOutcome({ draft, refusal });
      setFocus({ place: placeOf(refusal) });
    }
  };

  const record = async (allow?: { belowCost: boolean }) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await attempt(allow?.belowCost ?? false);
    } finally {
      running.current = false;
      setBusy(false);
    }
  };

  const current = outcome?.draft === store.draft ? outcome : null;
  return {
    busy,
    refusal: current?.refusal ?? null,
    missingAt: (place) => (current?.missing?.place === place ? current.missing.text : undefined),
    belowCost,
    forgetBelowCost: () => setBelowCost(null),
    record,
    await: (choice) => {
      choices.current = Promise.all([choices.current, choice]);
    },
  };
}

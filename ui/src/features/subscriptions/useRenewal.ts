// A renewal being typed: its quote, what is wrong with it, and recording it once.
import { useDebouncedValue } from "@mantine/hooks";
import { type RefObject, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  asAppError,
  type BoardRow,
  newKey,
  type RenewalInput,
  type Sale,
  useReadIf,
  useWrite,
} from "../../api";
import { useForm } from "../../components/useForm";
import { useMethods } from "../sales/methods";
import { focusPlace, placeOf, problemsOf } from "../sales/problems";
import { NEW_RENEWAL, type RenewalForm, renewalInput } from "./renewal";

const TYPING_PAUSE_MS = 100;

type RenewalOf = {
  row: BoardRow;
  opened: boolean;
  withoutCodes: boolean;
  fields: RefObject<HTMLElement | null>;
  onRenewed: (sale: Sale) => void;
};

export function useRenewal({ row, opened, withoutCodes, fields, onRenewed }: RenewalOf) {
  const { t } = useTranslation();
  const form = useForm<RenewalForm>({ ...NEW_RENEWAL, without_codes: withoutCodes });
  const { values } = form;
  const methods = useMethods();
  const write = useWrite("subscriptionRenew");
  // Of this opening: pressing twice never renews twice.
  const [key] = useState(newKey);
  const [tried, setTried] = useState(false);
  // A second Enter can come before the state says busy, or while the dialog fades out.
  const running = useRef(false);

  const input = methods ? renewalInput(values, methods) : null;
  const [settled] = useDebouncedValue(JSON.stringify(input), TYPING_PAUSE_MS);
  const wanted = JSON.parse(settled) as RenewalInput | null;
  const quote = useReadIf(
    opened && wanted !== null,
    // Deposits, sales and changed prices make this room stale, and the quote with it.
    "sales",
    "subscriptionRenewQuote",
    row.id,
    wanted as RenewalInput,
  );
  const line = quote.data?.lines[0];
  const refused = write.error;
  const problems = problemsOf([...(quote.data?.problems ?? []), ...(refused ? [refused] : [])]);
  const belowCost = line?.below_cost === true || refused?.code === "below_cost";
  const unticked = belowCost && !values.at_loss;
  const unexplained = values.overdraft !== null && values.overdraft.trim() === "";

  const change = (changed: Partial<RenewalForm>) => {
    write.reset();
    form.set(changed);
  };
  const submit = async () => {
    if (running.current || input === null) return;
    setTried(true);
    if (unticked || unexplained) return;
    running.current = true;
    try {
      onRenewed(await write.mutateAsync([key, row.id, input]));
    } catch (thrown) {
      running.current = false;
      // What it says stands in the dialog, from write.error; what can be done is next to it.
      const place = placeOf(asAppError(thrown));
      setTimeout(() => focusPlace(fields.current, place));
    }
  };

  return {
    values,
    change,
    dirty: form.dirty,
    submit,
    busy: write.isPending,
    refused,
    quote,
    line,
    problems,
    belowCost,
    lossError: tried && unticked ? t("subscriptions.renew.belowCostRequired") : undefined,
    reasonError: tried && unexplained ? t("sales.new.overdraftReasonRequired") : undefined,
  };
}

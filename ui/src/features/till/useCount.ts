// The till as it is counted: what was typed, the gaps that it makes, closing the day once.
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type AppError,
  asAppError,
  type Closing,
  type CountInput,
  type Day,
  type Id,
  type Money,
  newKey,
  type Till,
  type TillLine,
  useReadIf,
  useWrite,
} from "../../api";
import { useBook, useCurrency } from "../../app/BookContext";
import { errorText, fieldError, isDay } from "../../components";
import { useOnce } from "../../components/useOnce";
import { difference, readAmount, sum } from "../../exact";
import { isZero } from "../../format";
import { QUOTE_DELAY_MS } from "../platforms/quoting";
import { useMethodName } from "../sales/methods";

const AMOUNTS = ["opening", "counted", "kept"] as const;
type AmountField = (typeof AMOUNTS)[number];
type CountField = AmountField | "comment";
export type Typed = Record<CountField, string>;

const NOTHING: Typed = { opening: "", counted: "", kept: "", comment: "" };

const filled = (text: string) => text.trim() !== "";
const touched = (typed: Typed) => Object.values(typed).some(filled);

/** One way to pay as it is counted, with what is to be said beside its fields. */
export type CountEntry = {
  /** With what it held before the first closing, as far as that was typed. */
  line: TillLine;
  name: string;
  typed: Typed;
  isCounted: boolean;
  /** What is there: as counted, else as expected. */
  there: Money;
  kept: Money;
  /** None where nothing readable was counted. */
  gap: Money | null;
  differs: boolean;
  errors: Partial<Record<CountField | "line", string | undefined>>;
};

/** An amount as it was typed, or what is wrong with it; null where nothing was. */
function read(text: string, decimals: number): { value?: Money; problem?: AppError } | null {
  if (!filled(text)) return null;
  const value = readAmount(text);
  const details = { value: text.trim() };
  if (value === null) return { problem: { code: "bad_number", message: "", details } };
  if ((value.split(".")[1] ?? "").length <= decimals) return { value };
  const precise = { ...details, decimals: String(decimals) };
  return { problem: { code: "too_precise", message: "", details: precise } };
}

type Measured = Pick<CountEntry, "line" | "isCounted" | "there" | "kept" | "gap" | "differs"> & {
  problems: Partial<Record<AmountField, AppError | undefined>>;
};

/** What was typed of a way to pay beside what the book says; what can't be read counts for nothing. */
function measure(line: TillLine, typed: Typed, decimals: number): Measured {
  const [opening, counted, kept] = AMOUNTS.map((field) => read(typed[field], decimals));
  const before = opening?.value ?? "0";
  const expected = sum([line.expected, before]);
  const there = counted?.value ?? expected;
  const gap = counted?.value === undefined ? null : difference(counted.value, expected);
  return {
    line: { ...line, opening: sum([line.opening, before]), expected },
    isCounted: gap !== null,
    there,
    kept: kept?.value ?? there,
    gap,
    differs: gap !== null && !isZero(gap),
    problems: { opening: opening?.problem, counted: counted?.problem, kept: kept?.problem },
  };
}

/** What a refusal is about: a way to pay of those that were sent, and its field or the whole line. */
function placeOf(error: AppError | null, sent: readonly Id[]) {
  const parts = /^counts\.(\d+)(?:\.(\w+))?$/.exec(error?.details.field ?? "");
  const id = parts && sent[Number(parts[1])];
  if (!id) return null;
  const field = parts[2] ?? "";
  return { id, at: Object.hasOwn(NOTHING, field) ? (field as CountField) : ("line" as const) };
}

/** The day that would be closed, with its till; a day that can't be closed says why. */
function useTillDay(first: Day) {
  const { t } = useTranslation();
  const { today } = useBook();
  const [date, setDate] = useState<Day | null>(first);
  const askable = date === null || (isDay(date) && date <= today);
  const till = useReadIf(askable, "till", "tillGet", date);
  const future: AppError = {
    code: "future_date",
    message: "",
    details: { field: "date", value: date ?? "", today },
  };
  const refused = till.error ?? (isDay(date) && date > today ? future : null);
  return {
    date,
    setDate,
    till,
    refused,
    dateError: refused?.details.field === "date" ? errorText(refused, t) : undefined,
    /** What is shown is the till of the day that was asked for. */
    ready: askable && till.data !== undefined && !till.isPlaceholderData,
  };
}

export type Count = ReturnType<typeof useCount>;

export function useCount(first: Day, onDone: (closing: Closing) => void) {
  const { t } = useTranslation();
  const methodName = useMethodName();
  const { decimals } = useCurrency();
  const day = useTillDay(first);
  const write = useWrite("tillClose");
  // One key per count: a second press, or a retry after an error, can't close twice.
  const [key] = useState(newKey);
  const once = useOnce();
  const [typed, setTyped] = useState<Readonly<Record<Id, Typed>>>({});
  const [settled] = useDebouncedValue(typed, QUOTE_DELAY_MS);
  const [note, setNote] = useState("");
  const [attempts, setAttempts] = useState(0);
  const [asked, setAsked] = useState(false);
  const [sent, setSent] = useState<readonly Id[]>([]);
  const till = day.till.data;
  const refused = placeOf(write.error, sent);
  const nameOf = (line: TillLine) => methodName(line.method, line.method_name);
  const looked = Object.values(typed).some(({ counted }) => filled(counted));

  /** The program knows a way to pay by its code alone: here stands the shop's word for it. */
  function refusal(name: string): string {
    const error = write.error as AppError;
    return errorText({ ...error, details: { ...error.details, method: name } }, t);
  }

  function errorsOf(own: Typed, line: TillLine, index: number, { problems, differs }: Measured) {
    const errors: CountEntry["errors"] = {};
    for (const field of AMOUNTS) {
      const problem = problems[field];
      // Not at each key: what isn't finished yet isn't wrong.
      if (problem && settled[line.method_id]?.[field] === own[field]) {
        errors[field] = errorText(problem, t);
      }
    }
    if (attempts > 0 && !looked && index === 0) errors.counted = t("till.nothingCounted");
    if (attempts > 0 && differs && !filled(own.comment)) errors.comment = t("common.to_fill");
    if (refused?.id === line.method_id) errors[refused.at] = refusal(nameOf(line));
    return errors;
  }

  function entryOf(line: TillLine, index: number): CountEntry {
    const own = typed[line.method_id] ?? NOTHING;
    const measured = measure(line, own, decimals);
    const errors = errorsOf(own, line, index, measured);
    return { ...measured, name: nameOf(line), typed: own, errors };
  }

  const entries = till?.lines.map(entryOf) ?? [];
  const unexplained = entries.some(
    ({ differs, typed: { comment } }) => differs && !filled(comment),
  );

  function change(id: Id, change: Partial<Typed>) {
    write.reset();
    setTyped((before) => ({ ...before, [id]: { ...(before[id] ?? NOTHING), ...change } }));
  }

  async function close({ date, lines }: Till) {
    const counts = lines.flatMap((line): CountInput[] => {
      const own = typed[line.method_id];
      if (!own || !touched(own)) return [];
      // What stands beside the field is what it was counted against.
      return [{ ...own, method_id: line.method_id, seen: line.expected }];
    });
    setSent(counts.map(({ method_id }) => method_id));
    try {
      onDone(await write.mutateAsync([key, { date, counts, note }]));
    } catch (thrown) {
      // A refusal is mended in the form.
      setAsked(false);
      if (asAppError(thrown).code === "till_moved") void day.till.refetch();
      throw thrown;
    }
  }

  /** Asks before it writes; what is missing is said first. */
  function submit() {
    setAttempts((before) => before + 1);
    if (!till || !day.ready || !looked || unexplained) return;
    write.reset();
    setAsked(true);
  }

  return {
    ...day,
    setDate: (date: Day | null) => {
      write.reset();
      day.setDate(date);
    },
    dateError: day.dateError ?? fieldError(write.error, "date"),
    entries,
    gaps: entries.filter(({ differs }) => differs).length,
    note,
    noteError: fieldError(write.error, "note"),
    setNote: (text: string) => {
      write.reset();
      setNote(text);
    },
    asking: asked,
    goBack: () => setAsked(false),
    close: () => {
      if (till) once(() => close(till));
    },
    dirty: filled(note) || Object.values(typed).some(touched),
    busy: write.isPending,
    /** The way to pay that was refused as a whole, where no field is to be mended. */
    refusedLine: refused?.at === "line" ? refused.id : null,
    /** A refusal that stands beside no field. */
    error: refused ? null : write.error,
    lastError: write.error,
    attempts,
    change,
    submit,
  };
}

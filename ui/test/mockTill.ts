// What the program would answer about the till: two closings that were made, and the day after. Fixture arithmetic only.
import type {
  AppError,
  Closing,
  ClosingInput,
  ClosingLine,
  CountInput,
  Till,
  TillLine,
} from "../src/api";
import { methods } from "./fixtures";

const money = (value: number) => value.toFixed(2);
const read = (text: string) => Number(text.replace(/\s/g, "").replace(",", "."));

type Moves = readonly [opening: number, received: number, paidOut: number, fees: number];

function line(code: string, [opening, received, paidOut, fees]: Moves): TillLine {
  const method = methods.find((found) => found.code === code) ?? methods[0];
  return {
    method_id: method?.id ?? "1",
    method: code,
    method_name: method?.name ?? "",
    opening: money(opening),
    received: money(received),
    paid_out: money(paidOut),
    fees: money(fees),
    expected: money(opening + received - paidOut - fees),
  };
}

/** The last day of January, after the closing of the 30th; one payment of the 29th came late. */
export const till: Till = {
  date: "2026-01-31",
  previous: "2026-01-30",
  late: 1,
  closed: null,
  next: null,
  lines: [
    line("cash", [5000, 27800, 3300, 0]),
    line("baridimob", [12804.5, 18000, 0, 270]),
    line("ccp", [0, 6500, 0, 0]),
    line("transfer", [0, 0, 0, 0]),
    line("other", [0, 0, 0, 0]),
  ],
};

/** Before the first closing of all. */
const firstTill: Till = {
  ...till,
  previous: null,
  late: 0,
  lines: till.lines.map((found) => ({
    ...found,
    opening: "0.00",
    expected: money(Number(found.expected) - Number(found.opening)),
  })),
};

function counted(of: TillLine, amount: number | null, kept?: number, comment = ""): ClosingLine {
  const there = amount ?? Number(of.expected);
  return {
    ...of,
    counted: amount === null ? null : money(amount),
    gap: money(there - Number(of.expected)),
    kept: money(kept ?? there),
    comment,
  };
}

export const closings: Closing[] = [
  {
    id: "2",
    date: "2026-01-30",
    recorded_at: "2026-01-30T19:04:00Z",
    actor: "owner",
    note: "Fermé plus tôt",
    gap: "-500.00",
    lines: [
      counted(line("cash", [5000, 31500, 0, 0]), 36000, 5000, "Rendu 500 DA de trop"),
      counted(line("baridimob", [4924.5, 8000, 0, 120]), 12804.5),
      counted(line("ccp", [0, 0, 0, 0]), null),
    ],
  },
  {
    id: "1",
    date: "2026-01-29",
    recorded_at: "2026-01-29T18:47:00Z",
    actor: "owner",
    note: "",
    gap: "0.00",
    lines: [
      counted(line("cash", [5000, 22000, 4000, 0]), 23000, 5000),
      counted(line("baridimob", [0, 5000, 0, 75.5]), null),
    ],
  },
];

function refusal(code: AppError["code"], details: Record<string, string>): AppError {
  return { code, message: code, details };
}

/** A line as the program closes it, or its refusal. */
function closeLine(of: TillLine, typed: CountInput | undefined, place: string): ClosingLine {
  if (!typed) return counted(of, null);
  const { method } = of;
  if (typed.seen !== of.expected) {
    const { seen } = typed;
    throw refusal("till_moved", { method, seen, expected: of.expected, field: place });
  }
  const opened = Number(of.opening) + read(typed.opening ?? "");
  const whole = { ...of, opening: money(opened) };
  whole.expected = money(Number(of.expected) + read(typed.opening ?? ""));
  const amount = typed.counted.trim() === "" ? null : read(typed.counted);
  if (Number.isNaN(amount)) {
    throw refusal("bad_number", { field: `${place}.counted`, value: typed.counted });
  }
  const kept = typed.kept?.trim() ? read(typed.kept) : undefined;
  const closed = counted(whole, amount, kept, typed.comment);
  if (Number(closed.gap) !== 0 && typed.comment.trim() === "") {
    throw refusal("gap_unexplained", { field: `${place}.comment`, gap: closed.gap, method });
  }
  const there = closed.counted ?? closed.expected;
  if (Number(closed.kept) > Number(there)) {
    throw refusal("out_of_range", { field: `${place}.kept`, value: closed.kept, max: there });
  }
  return closed;
}

function close(open: Till, { date, counts, note }: ClosingInput, id: string): Closing {
  const lines = open.lines.map((of) => {
    const place = counts.findIndex(({ method_id }) => method_id === of.method_id);
    return closeLine(of, counts[place], `counts.${Math.max(place, 0)}`);
  });
  return {
    id,
    date: date ?? open.date,
    recorded_at: "2026-01-31T19:12:00Z",
    actor: "owner",
    note,
    lines,
    gap: money(lines.reduce((total, { gap }) => total + Number(gap), 0)),
  };
}

/** What the closing left is where the next one begins. */
function after(closing: Closing): Till {
  const lines = closing.lines.map((of) => line(of.method, [Number(of.kept), 0, 0, 0]));
  return { date: closing.date, previous: closing.date, late: 0, closed: null, next: null, lines };
}

const TODAY = till.date;

function dayAfter(day: string): string {
  const moment = new Date(`${day}T00:00:00Z`);
  moment.setUTCDate(moment.getUTCDate() + 1);
  return moment.toISOString().slice(0, 10);
}

export function tillHandlers(empty: boolean) {
  let open = empty ? firstTill : till;
  const made = empty ? [] : [...closings];
  return {
    till_get: ({ date }: { date: string | null }) => {
      const { previous } = open;
      if (date !== null && previous !== null && date < previous) {
        throw refusal("day_closed", { field: "date", value: date, closed: previous });
      }
      const day = date ?? TODAY;
      const closed = made.find((closing) => closing.date === day && day === previous) ?? null;
      return { ...open, date: day, closed, next: closed && day < TODAY ? dayAfter(day) : null };
    },
    till_close: ({ input }: { input: ClosingInput }) => {
      const closing = close(open, input, String(made.length + 1));
      made.unshift(closing);
      open = after(closing);
      return closing;
    },
    till_closings: ({ from, to }: { from: string | null; to: string | null }) =>
      made.filter(({ date }) => (from === null || date >= from) && (to === null || date <= to)),
  };
}

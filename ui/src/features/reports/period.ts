// Spans of business days, both days included. Days only: nothing here knows of money or of clocks.
import type { Day } from "../../api";
import { isDay } from "../../components/typed";

export const PRESETS = ["today", "month", "lastMonth", "year", "all", "days"] as const;
export type Preset = (typeof PRESETS)[number];

/** null: no bound on that side. Of chosen days each may still be what was typed and is no day. */
export type Period = { preset: Preset; from: Day | null; to: Day | null };

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** The month before that of `today`, from its first day to its last. */
function lastMonth(today: Day): { from: Day; to: Day } {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const [ofYear, ofMonth] = month === 1 ? [year - 1, 12] : [year, month - 1];
  // Day 0 of a month is the last day of the one before.
  const days = new Date(Date.UTC(ofYear, ofMonth, 0)).getUTCDate();
  const start = `${ofYear}-${two(ofMonth)}`;
  return { from: `${start}-01`, to: `${start}-${two(days)}` };
}

/** What a preset means on that day; chosen days start from what was shown. */
export function periodOf(preset: Preset, today: Day, before?: Period): Period {
  switch (preset) {
    case "today":
      return { preset, from: today, to: today };
    case "month":
      return { preset, from: `${today.slice(0, 7)}-01`, to: today };
    case "lastMonth":
      return { preset, ...lastMonth(today) };
    case "year":
      return { preset, from: `${today.slice(0, 4)}-01-01`, to: today };
    case "days":
      return { preset, from: before?.from ?? null, to: before?.to ?? null };
    case "all":
      return { preset, from: null, to: null };
  }
}

/** Days as strings sort as days do. */
export function isReversed({ from, to }: Period): boolean {
  return isDay(from) && isDay(to) && to < from;
}

/** What can be asked for: days that exist, in their order. */
export function isAskable(period: Period): boolean {
  const exist = [period.from, period.to].every((day) => day === null || isDay(day));
  return exist && !isReversed(period);
}

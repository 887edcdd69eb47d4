// The board's stages and filters, and what the program is asked for them.
import type { BoardQuery, BoardRow, Id, Stage, StageCount } from "../../api";

export const STAGES: readonly Stage[] = [
  "ended",
  "today",
  "days3",
  "days7",
  "days15",
  "days30",
  "paused",
];

/** What a shop looks at first: what can still be saved, then what was lost, then what is to come. */
const BY_CARE: readonly Stage[] = [
  "today",
  "days3",
  "ended",
  "days7",
  "days15",
  "days30",
  "paused",
];

export type Filters = { search: string; platform_id: Id | null; product_id: Id | null };

export const NO_FILTERS: Filters = { search: "", platform_id: null, product_id: null };

export function isFiltered({ search, platform_id, product_id }: Filters): boolean {
  return search.trim() !== "" || platform_id !== null || product_id !== null;
}

const PAGE_ROWS = 100;

export function boardQuery(filters: Filters, stage: Stage, after: Id | null): BoardQuery {
  return { ...filters, search: filters.search.trim(), stage, after, limit: PAGE_ROWS };
}

/** The counts alone, to choose where the screen begins. */
export const COUNTS_QUERY: BoardQuery = { ...NO_FILTERS, stage: null, after: null, limit: 1 };

export function countOf(counts: readonly StageCount[], stage: Stage): number {
  return counts.find((one) => one.stage === stage)?.count ?? 0;
}

export function firstStage(counts: readonly StageCount[]): Stage {
  return BY_CARE.find((stage) => countOf(counts, stage) > 0) ?? "today";
}

/** A paused subscription is taken up again before it can be renewed. */
export function isRenewable(row: BoardRow): boolean {
  return row.state !== "paused";
}

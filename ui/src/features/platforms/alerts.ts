// When credit has become short since one last looked. What was seen outlives the program, so that a restart
// doesn't say it all again.
import type { Id, Platform, PlatformStatus } from "../../api";

type Seen = Readonly<Record<Id, PlatformStatus>>;

/** How bad it is; what is empty without ever having had a mark is as bad as what is nearly empty. */
const GRAVITY: Record<PlatformStatus, number> = {
  ok: 0,
  low: 1,
  critical: 2,
  empty: 2,
  overdrawn: 3,
};

export function isShort({ archived, status }: Platform): boolean {
  return !archived && GRAVITY[status] > 0;
}

const place = (book: string) => `rasid.credit-seen.${book}`;

function seenIn(book: string): Seen | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(book)) ?? "null");
    return typeof kept === "object" ? (kept as Seen | null) : null;
  } catch {
    // Unreadable: as if nothing had been seen yet.
    return null;
  }
}

type CreditChange = {
  worse: Platform[];
  /** No longer short: what was said of them is over. */
  well: Platform[];
};

/** What changed since the last look, which this one now is. A platform seen for the first time is no change. */
export function lookAgain(book: string, platforms: readonly Platform[]): CreditChange {
  const before = seenIn(book);
  const used = platforms.filter(({ archived }) => !archived);
  const now: Seen = Object.fromEntries(used.map(({ id, status }) => [id, status]));
  localStorage.setItem(place(book), JSON.stringify(now));
  return {
    worse: used.filter(({ id, status }) => {
      const seen = before?.[id];
      return seen !== undefined && GRAVITY[status] > (GRAVITY[seen] ?? 0);
    }),
    well: platforms.filter((platform) => !isShort(platform)),
  };
}

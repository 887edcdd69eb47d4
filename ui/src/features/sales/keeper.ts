// Keeps the sale being typed in the book, one save behind the other.
import { api, asAppError, type Id, type Key } from "../../api";
import { i18next } from "../../app/i18n";
import { errorText } from "../../components/errors";
import { notifyFailed } from "../../components/notify";

const PAUSE_MS = 300;

/** The book that saves end up in; undefined until one took another's place. */
let open: Id | null | undefined;
/** Another book is being opened: nobody knows in which of the two a save would land. */
let changing = false;
/** What the book holds; undefined where a save failed and nobody knows. */
let inBook: string | null | undefined = null;
let waiting: { key: Key; content: string | null } | null = null;
let timer: number | undefined;
let sending: Promise<void> = Promise.resolve();
let failed = false;

/** A screen of the book before stays for a moment after the change. */
function isOther(book: Id): boolean {
  return open !== undefined && book !== open;
}

/** What the book was found to hold. */
export function keptAlready(book: Id, content: string | null): void {
  if (!isOther(book)) inBook = content;
}

/** The sale was recorded, and the program took its draft away with it. */
export function keptNothing(book: Id): void {
  if (isOther(book)) return;
  drop();
  inBook = null;
}

/** Keeps this a moment after the last key; null: there is nothing to keep any more. */
export function keepSoon(book: Id, key: Key, content: string | null): void {
  if (isOther(book)) return;
  drop();
  if (content === inBook) return;
  waiting = { key, content };
  schedule();
}

/** Keeps at once what waits. Resolves when nothing is on its way any more. */
export function keepNow(): Promise<void> {
  window.clearTimeout(timer);
  if (!changing) sending = sending.then(send);
  return sending;
}

/**
 * Opens another book. What waits is kept in the one before; what is typed after that is kept there
 * only if it stays open, and never in the other.
 */
export async function acrossBooks<T>(
  change: () => Promise<T>,
  openedBy: (answer: T) => Id | null,
): Promise<T> {
  await keepNow();
  changing = true;
  try {
    const answer = await change();
    open = openedBy(answer);
    drop();
    inBook = null;
    return answer;
  } finally {
    changing = false;
    if (waiting !== null) schedule();
  }
}

function drop(): void {
  window.clearTimeout(timer);
  waiting = null;
}

function schedule(): void {
  timer = window.setTimeout(() => void keepNow(), PAUSE_MS);
}

async function send(): Promise<void> {
  // Queued before a change of book began: it waits for how that ends.
  if (waiting === null || changing) return;
  const { key, content } = waiting;
  waiting = null;
  inBook = content;
  try {
    await api.saleDraftSave(key, content);
    failed = false;
  } catch (thrown) {
    inBook = undefined;
    // Each key would fail again: once is enough, until it works again.
    if (!failed) {
      const error = errorText(asAppError(thrown));
      notifyFailed(i18next.t("sales.new.notKept", { error }));
    }
    failed = true;
  }
}

// Keeps the sale being typed in the book, one save behind the other.
import { api, asAppError, type Key } from "../../api";
import { i18next } from "../../app/i18n";
import { errorText } from "../../components/errors";
import { notifyFailed } from "../../components/notify";

const PAUSE_MS = 300;

/** What the book holds; undefined where a save failed and nobody knows. */
let inBook: string | null | undefined = null;
let waiting: { key: Key; content: string | null } | null = null;
let timer: number | undefined;
let sending: Promise<void> = Promise.resolve();
let failed = false;

/** What the book was found to hold. */
export function keptAlready(content: string | null): void {
  inBook = content;
}

/** The sale was recorded, and the program took its draft away with it. */
export function keptNothing(): void {
  window.clearTimeout(timer);
  waiting = null;
  inBook = null;
}

/** Keeps this a moment after the last key; null: there is nothing to keep any more. */
export function keepSoon(key: Key, content: string | null): void {
  window.clearTimeout(timer);
  waiting = null;
  if (content === inBook) return;
  waiting = { key, content };
  timer = window.setTimeout(() => void keepNow(), PAUSE_MS);
}

/** Keeps at once what waits. Resolves when nothing is on its way any more. */
export function keepNow(): Promise<void> {
  window.clearTimeout(timer);
  sending = sending.then(send);
  return sending;
}

async function send(): Promise<void> {
  if (waiting === null) return;
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

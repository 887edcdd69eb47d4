// What the first screen shows is asked for before anything is drawn: the program answers while the page is still
// building itself, and the screen is drawn once and whole instead of piece by piece.
import type { QueryClient } from "@tanstack/react-query";
import { readAhead } from "../api";
import { keptDraft } from "../features/sales/keptDraft";
import { showLanguage } from "./Language";

/** Nobody looks at a blank window for longer; what comes later is awaited on the screen itself. */
const PATIENCE_MS = 300;

async function answers(client: QueryClient): Promise<void> {
  const state = await readAhead(client, "book", "appState");
  if (state?.kind !== "open") return;
  showLanguage(state.book.language);
  await Promise.all([
    readAhead(client, "platforms", "platformsList"),
    readAhead(client, "catalog", "productsList", "", false),
    readAhead(client, "settings", "methodsList"),
    client.prefetchQuery(keptDraft(state.book.uuid)),
  ]);
}

/** Drawn with its own font at once: while that is missing, each size and weight is looked for among the system's. */
async function font(): Promise<void> {
  await document.fonts.load("1em 'Inter Variable'");
}

/** Resolves once the first screen's readings and font are there, or have been waited for long enough. */
export async function askAhead(client: QueryClient): Promise<void> {
  const late = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS));
  await Promise.race([Promise.allSettled([answers(client), font()]), late]);
}

// The page with fixtures instead of the program, for looking at it in a browser:
// /test/mock.html?lang=fr&theme=light&state=open#/platforms, with &draft=1 for a sale left half typed.
import type { Language, Theme } from "../src/api";
import { keptDraft } from "./mockDrafts";
import { installMock, type MockState } from "./mockIpc";

const wanted = new URLSearchParams(window.location.search);
installMock({
  state: (wanted.get("state") ?? "open") as MockState,
  book: {
    language: (wanted.get("lang") ?? "fr") as Language,
    theme: (wanted.get("theme") ?? "light") as Theme,
  },
  handlers: wanted.has("draft") ? { sale_draft: () => keptDraft() } : {},
});
await import("../src/app/main");

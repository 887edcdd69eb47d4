// The page with fixtures instead of the program, for looking at it in a browser:
// /test/mock.html?lang=fr&theme=light&state=open#/platforms
import type { Language, Theme } from "../src/api";
import { installMock, type MockState } from "./mockIpc";

const wanted = new URLSearchParams(window.location.search);
installMock({
  state: (wanted.get("state") ?? "open") as MockState,
  book: {
    language: (wanted.get("lang") ?? "fr") as Language,
    theme: (wanted.get("theme") ?? "light") as Theme,
  },
});
await import("../src/app/main");

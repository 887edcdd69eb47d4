// Draws a screen as it stands in the program: theme, language, readings, an open book.
import { type RenderResult, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { Router } from "wouter";
import type { BookInfo, Language } from "../src/api";
import { App } from "../src/app/App";
import { BookProvider } from "../src/app/BookContext";
import { showLanguage } from "../src/app/Language";
import { Root } from "../src/app/Root";
import { LeaveDialog, useGuardedLocation } from "../src/app/unsaved";
import { book } from "./fixtures";
import { type Handlers, installMock, type Mock, type MockState } from "./mockIpc";

type RenderOptions = {
  language?: Language;
  theme?: "light" | "dark";
  path?: string;
  state?: MockState;
  book?: Partial<BookInfo>;
  /** Answers in place of the fixtures, by the command's name. */
  mock?: Handlers;
};

export type Rendered = RenderResult & { mock: Mock };

function start(options: RenderOptions): Mock {
  const { language = "fr", path } = options;
  if (path) window.location.hash = path;
  showLanguage(language);
  return installMock({
    state: options.state ?? "open",
    book: { language, ...options.book },
    handlers: options.mock ?? {},
  });
}

/** An accessible name as it is read, whatever invisible characters keep its directions apart. */
export function named(wanted: string) {
  return (name: string) => name.replace(/[\u2066-\u2069\u200C]/g, "") === wanted;
}

/** One screen inside an open book. */
export function renderApp(screen: ReactNode, options: RenderOptions = {}): Rendered {
  const mock = start(options);
  const opened = { ...book, language: options.language ?? "fr", ...options.book };
  const result = render(
    <Root colorScheme={options.theme ?? "light"}>
      <BookProvider book={opened}>
        <Router hook={useGuardedLocation}>
          <main>{screen}</main>
          <LeaveDialog />
        </Router>
      </BookProvider>
    </Root>,
  );
  return { ...result, mock };
}

/** The whole application, from its first reading on. */
export function renderWhole(options: RenderOptions = {}): Rendered {
  const mock = start(options);
  const result = render(
    <Root colorScheme={options.theme ?? "light"}>
      <App />
    </Root>,
  );
  return { ...result, mock };
}

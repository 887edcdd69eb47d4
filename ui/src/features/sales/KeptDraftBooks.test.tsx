// The sale half typed when another book takes the place of the one it was typed in.
import { act, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { book } from "../../../test/fixtures";
import { keptDraft } from "../../../test/mockDrafts";
import type { Handlers } from "../../../test/mockIpc";
import type { BookInfo, SaleDraft } from "../../api";

const own: BookInfo = { ...book, uuid: "own" };
const demo: BookInfo = { ...book, uuid: "demo", demo: true, name: "Démonstration" };

/** Two books, of which one is open; each holds its own draft. */
function twoBooks(leave: () => Promise<void>) {
  let open = demo;
  const drafts = new Map<string, SaleDraft | null>([["own", keptDraft("own")]]);
  const mock: Handlers = {
    app_state: () => ({ kind: "open", book: open }),
    sale_draft: () => drafts.get(open.uuid) ?? null,
    sale_draft_save: ({ key, content }) => {
      drafts.set(open.uuid, content === null ? null : { ...keptDraft(), key, content });
      return null;
    },
    book_leave_demo: async () => {
      await leave();
      open = own;
      return { kind: "open", book: open };
    },
  };
  return { drafts, mock };
}

/** Longer than the pause after which what is typed is kept. */
const pause = () => act(() => new Promise((resolve) => setTimeout(resolve, 450)));

/** The page as it starts: nothing of an earlier one is left in memory. */
async function start(mock: Handlers) {
  vi.resetModules();
  const { renderWhole } = await import("../../../test/render");
  return renderWhole({ mock });
}

beforeEach(() => vi.restoreAllMocks());

test("what is typed while the demo is being left never lands in the shop's own book", async () => {
  let letGo = () => {};
  const { drafts, mock } = twoBooks(() => new Promise((done) => (letGo = done)));
  const { mock: ipc } = await start(mock);
  const user = userEvent.setup();
  await user.type(await screen.findByTestId("sale-product"), "before");
  await user.click(screen.getByTestId("leave-demo"));
  await waitFor(() => expect(ipc.calls.map(({ command }) => command)).toContain("book_leave_demo"));
  await user.type(screen.getByTestId("sale-product"), "after");
  await pause();
  letGo();
  expect(await screen.findByTestId("sale-resumed")).toBeVisible();
  await pause();
  expect(drafts.get("demo")?.content).toContain('"before"');
  expect(drafts.get("own")).toEqual(keptDraft("own"));
  expect(screen.getByTestId("sale-product")).toHaveValue("");
  // From now on it is this book in which what is typed is kept.
  await user.type(screen.getByTestId("sale-product"), "own");
  await waitFor(() => expect(drafts.get("own")?.content).toContain('"own"'));
  expect(drafts.get("demo")?.content).toContain('"before"');
});

test("what is typed meanwhile is kept where the book could not be left", async () => {
  let fail = (_: unknown) => {};
  const { drafts, mock } = twoBooks(() => new Promise((_, refuse) => (fail = refuse)));
  const { mock: ipc } = await start(mock);
  const user = userEvent.setup();
  await user.type(await screen.findByTestId("sale-product"), "be");
  await user.click(screen.getByTestId("leave-demo"));
  await waitFor(() => expect(ipc.calls.map(({ command }) => command)).toContain("book_leave_demo"));
  await user.type(screen.getByTestId("sale-product"), "fore");
  await pause();
  expect(drafts.get("demo")?.content).toContain('"be"');
  fail({ code: "book_busy", message: "", details: {} });
  await waitFor(() => expect(drafts.get("demo")?.content).toContain('"before"'));
});

test("a book put back as it once was is asked what it holds, not told", async () => {
  let kept: SaleDraft | null = null;
  const restored = keptDraft();
  await start({
    sale_draft: () => kept,
    sale_draft_save: ({ key, content }) => {
      kept = content === null ? null : { ...restored, key, content };
      return null;
    },
    restore_confirm: () => {
      kept = restored;
      return book;
    },
  });
  const user = userEvent.setup();
  await user.type(await screen.findByTestId("sale-product"), "typed before");
  await user.click(screen.getByTestId("nav-settings"));
  await user.click(await screen.findByTestId("restore"));
  await user.click(await screen.findByTestId("confirm"));
  await waitFor(() => expect(screen.queryByTestId("restore-preview")).toBeNull());
  await user.click(screen.getByTestId("nav-new-sale"));
  expect(await screen.findByTestId("sale-resumed")).toBeVisible();
  expect(screen.getByTestId("sale-product")).toHaveValue("");
  await pause();
  expect(kept).toBe(restored);
});

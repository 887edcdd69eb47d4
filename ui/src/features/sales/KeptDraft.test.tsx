// The sale half typed that is there on return, also after a crash.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { customers, products } from "../../../test/fixtures";
import { keptDraft } from "../../../test/mockDrafts";
import type { Mock } from "../../../test/mockIpc";
import type { Rendered, renderApp } from "../../../test/render";
import type { SaleInput } from "../../api";

type Options = Parameters<typeof renderApp>[1];

/** The page as it starts: nothing of an earlier one is left in memory. */
async function start(options: Options = {}): Promise<Rendered & { user: typeof userEvent }> {
  vi.resetModules();
  const { renderApp: render } = await import("../../../test/render");
  const { default: NewSaleScreen } = await import("./NewSaleScreen");
  const rendered = render(<NewSaleScreen />, options);
  await screen.findByTestId("sale-product");
  return { ...rendered, user: userEvent };
}

function saves({ calls }: Mock) {
  return calls
    .filter(({ command }) => command === "sale_draft_save")
    .map(({ args }) => args as { key: string; content: string | null });
}

function recorded({ calls }: Mock) {
  return calls
    .filter(({ command }) => command === "sale_record")
    .map(({ args }) => args as { key: string; input: SaleInput });
}

const kept = keptDraft();
const held = (draft = kept): Options => ({ mock: { sale_draft: () => draft } });

function changed(change: Record<string, unknown>) {
  return { ...kept, content: JSON.stringify({ ...JSON.parse(kept.content), ...change }) };
}

afterEach(() => vi.restoreAllMocks());

test("what is typed is there after a crash, and recorded under the same key", async () => {
  const { mock, user, unmount } = await start();
  await user.type(screen.getByTestId("sale-product"), "iptv{Enter}");
  await screen.findByTestId("sale-line-0");
  await user.type(screen.getByLabelText("Prix unitaire"), "4 200");
  await user.type(screen.getByTestId("sale-customer"), "Karim");
  await screen.findByRole("option", { name: /^Karim B/ });
  await user.keyboard("{Enter}");
  await user.type(screen.getByTestId("sale-received-0"), "1000");
  await waitFor(() => expect(saves(mock).at(-1)?.content).toContain('"1000"'));
  const last = saves(mock).at(-1);
  // Ids and texts, nothing that would be old by then.
  expect(last?.content).not.toContain(products[0]?.name);
  expect(JSON.parse(last?.content ?? "")).toMatchObject({ v: 1, customer: { id: "1" } });
  unmount();

  const again = await start(held({ ...kept, key: last?.key ?? "", content: last?.content ?? "" }));
  expect(await screen.findByTestId("sale-resumed")).toHaveTextContent(
    /Vente reprise là où vous l’aviez laissée \(le .*31\/01\/2026.* à .*14:32.*\)\./,
  );
  expect(screen.getByLabelText("Prix unitaire")).toHaveValue("4 200");
  expect(screen.getByTestId("sale-customer")).toHaveValue("Karim B.");
  expect(screen.getByTestId("sale-received-0")).toHaveValue("1000");
  await user.click(screen.getByTestId("sale-record"));
  await waitFor(() => expect(recorded(again.mock)).toHaveLength(1));
  expect(recorded(again.mock)[0]?.key).toBe(last?.key);
  await waitFor(() => expect(screen.queryByTestId("sale-resumed")).toBeNull());
  // The program took the draft away with the sale; resuming alone wrote nothing.
  expect(saves(again.mock)).toEqual([]);
});

test("nothing typed is not kept, and what is emptied again is taken away", async () => {
  const { mock, user } = await start();
  const product = screen.getByTestId("sale-product");
  await user.type(product, "xy");
  await waitFor(() => expect(saves(mock)).toHaveLength(1));
  await user.clear(product);
  await waitFor(() => expect(saves(mock).at(-1)?.content).toBeNull());
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(saves(mock)).toHaveLength(2);
});

test("leaving the screen keeps at once, and no older save lands after a newer one", async () => {
  let letGo = () => {};
  const landed: string[] = [];
  const { mock, user, unmount } = await start({
    mock: {
      sale_draft_save: async ({ content }) => {
        if (landed.length === 0) await new Promise<void>((done) => (letGo = done));
        landed.push(JSON.parse(content).product_text);
        return null;
      },
    },
  });
  await user.type(screen.getByTestId("sale-product"), "a");
  await waitFor(() => expect(saves(mock)).toHaveLength(1));
  await user.type(screen.getByTestId("sale-product"), "b");
  unmount();
  await Promise.resolve();
  expect(saves(mock)).toHaveLength(1);
  letGo();
  await waitFor(() => expect(landed).toEqual(["a", "ab"]));
});

test("starting over asks, empties, and takes the draft away", async () => {
  const { mock, user } = await start(held());
  await user.click(await screen.findByTestId("sale-restart"));
  await user.click(within(await screen.findByRole("dialog")).getByTestId("confirm"));
  await waitFor(() => expect(screen.queryByTestId("sale-line-0")).toBeNull());
  expect(screen.queryByTestId("sale-resumed")).toBeNull();
  await waitFor(() => expect(saves(mock)).toEqual([{ key: expect.any(String), content: null }]));
  expect(saves(mock)[0]?.key).not.toBe(kept.key);
});

test("what is archived by now is left out, and said", async () => {
  const archived = products.map((one) => (one.id === "1" ? { ...one, archived: true } : one));
  const { mock } = await start({
    mock: {
      sale_draft: () => kept,
      products_list: ({ archived: all }) => archived.filter((one) => all || !one.archived),
      customer_get: () => ({ ...customers[0], archived: true }),
    },
  });
  const notice = await screen.findByTestId("sale-resumed");
  expect(notice).toHaveTextContent(/archivé ou supprimé depuis : .*IPTV 12 mois.* et .*Karim B\./);
  expect(screen.getByTestId("sale-line-0")).toHaveTextContent("Installation à domicile");
  expect(screen.queryByTestId("sale-line-1")).toBeNull();
  expect(screen.getByTestId("sale-customer")).toHaveValue("");
  await waitFor(() => expect(saves(mock).at(-1)?.content).not.toContain('"product_id":"1"'));
});

test("a customer that is there no more is left out, without a name", async () => {
  await start(held(changed({ customer: { id: "99" } })));
  expect(await screen.findByTestId("sale-resumed")).toHaveTextContent("depuis : le client.");
});

test.each([
  ["no JSON", "{"],
  ["another version", JSON.stringify({ ...JSON.parse(kept.content), v: 2 })],
  ["another book's", JSON.stringify({ ...JSON.parse(kept.content), book: "other" })],
  ["broken lines", JSON.stringify({ ...JSON.parse(kept.content), lines: [null] })],
  ["null", "null"],
])("content that cannot be read is cleared (%s)", async (_, content) => {
  const { mock } = await start(held({ ...kept, content }));
  expect(await screen.findByTestId("sale-resumed")).toHaveTextContent("n’a pas pu être relue");
  expect(screen.queryByTestId("sale-line-0")).toBeNull();
  await waitFor(() => expect(saves(mock).map(({ content: now }) => now)).toEqual([null]));
});

test("a book that does not answer can be asked again, and one can type meanwhile", async () => {
  let refuse = true;
  const { user } = await start({
    mock: {
      sale_draft: () => {
        if (refuse) throw { code: "disk_full", message: "", details: { path: "x" } };
        return kept;
      },
    },
  });
  const notice = await screen.findByTestId("error-notice");
  refuse = false;
  await user.click(within(notice).getByRole("button"));
  expect(await screen.findByTestId("sale-line-1")).toBeVisible();
});

test("a save that fails is said once, and loses nothing", async () => {
  const { mock, user } = await start({
    mock: {
      sale_draft_save: () => {
        throw { code: "disk_full", message: "", details: { path: "x" } };
      },
    },
  });
  await user.type(screen.getByTestId("sale-product"), "ip");
  expect(await screen.findByText(/n’a pas pu être gardée/)).toBeVisible();
  await user.type(screen.getByTestId("sale-product"), "tv");
  await waitFor(() => expect(saves(mock)).toHaveLength(2));
  expect(screen.getAllByText(/n’a pas pu être gardée/)).toHaveLength(1);
  expect(screen.getByTestId("sale-product")).toHaveValue("iptv");
});

test.each(["fr", "ar", "en"] as const)("accessible when resumed, in %s", async (language) => {
  const { container } = await start({ language, ...held() });
  await screen.findByTestId("sale-resumed");
  await screen.findByTestId("sale-total");
  expect(document.documentElement.dir).toBe(language === "ar" ? "rtl" : "ltr");
  await expectNoAxeViolations(container);
});

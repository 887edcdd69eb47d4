import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { products } from "../../../test/fixtures";
import { WITH_CODES } from "../../../test/mockCodes";
import { type Rendered, renderApp } from "../../../test/render";
import ProductsScreen from "../catalog/ProductsScreen";

type Options = Parameters<typeof renderApp>[1];

const show = (options: Options = {}) =>
  renderApp(<ProductsScreen />, { path: `/products/${WITH_CODES}/codes`, ...options });

const sent = ({ mock }: Rendered, command: string) =>
  mock.calls.filter((call) => call.command === command).map(({ args }) => args);

const rows = () => screen.queryAllByTestId(/^code-\d+$/).map((row) => row.dataset.testid);

async function menu(id: string, item: string) {
  await userEvent.click(await screen.findByTestId(`code-menu-${id}`));
  // Without layout the menu is taken for one whose button is out of sight.
  await userEvent.click(await screen.findByRole("menuitem", { name: item, hidden: true }));
}

async function importing(options: Options = {}) {
  const shown = show(options);
  await userEvent.click(await screen.findByTestId("codes-import"));
  const text = await screen.findByTestId("codes-text");
  await waitFor(() => expect(text).toHaveFocus());
  return { ...shown, text };
}

test("a product says how many codes are left, none at all above all", async () => {
  const without = { ...products[0], codes: 0 };
  renderApp(<ProductsScreen />, {
    path: "/products",
    mock: { products_list: () => [without, ...products.slice(1)] },
  });
  expect((await screen.findByTestId("product-3")).textContent).toContain("3 codes en stock");
  expect(screen.getByTestId("product-1").textContent).toContain("Plus de code en stock");
  expect(screen.getByTestId("product-2").textContent).not.toContain("en stock");
});

test("a product's menu leads to its codes with the keyboard", async () => {
  renderApp(<ProductsScreen />, { path: "/products" });
  (await screen.findByTestId("product-menu-3")).focus();
  await userEvent.keyboard("{Enter}");
  const item = await screen.findByRole("menuitem", { name: "Codes en stock", hidden: true });
  item.focus();
  await userEvent.keyboard("{Enter}");
  expect(window.location.hash).toBe("#/products/3/codes");
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe(
    "Codes de بطاقة هدايا 50",
  );
});

test.each([
  ["fr", "light", "Libres (3)"],
  ["ar", "dark", "متاحة (3)"],
  ["en", "light", "Free (3)"],
] as const)("codes stand masked, with counts that filter (%s)", async (language, theme, free) => {
  const { container } = show({ language, theme });
  await screen.findByTestId("code-3");
  expect(rows()).toEqual(["code-3", "code-4", "code-5"]);
  expect(screen.getByRole("radio", { name: free })).toBeChecked();
  expect(screen.getByTestId("code-3").textContent).toContain("••••3B2N");
  // Too short to show a part of it.
  expect(screen.getByTestId("code-5").textContent).not.toContain("56");
  await expectNoAxeViolations(container);
});

test("what is sold leads to its sale", async () => {
  show();
  await userEvent.click(await screen.findByText("Vendus (1)"));
  await waitFor(() => expect(rows()).toEqual(["code-1"]));
  const link = within(screen.getByTestId("code-1")).getByRole("link", { name: "V-2026-00002" });
  await userEvent.click(link);
  expect(window.location.hash).toBe("#/sales/2");
});

test("the next page is asked for with the last one's cursor", async () => {
  const page = (after: string | null) =>
    Array.from({ length: 20 }, (_, index) => ({
      id: `${after === null ? 1 : 2}${index}`,
      masked: "••••",
      state: "free",
      date: "2026-01-31",
      sale_id: null,
      sale: "",
      revealed: 0,
    }));
  const shown = show({
    mock: {
      codes_page: ({ query }) => ({
        rows: page(query.after),
        next: query.after === null ? "119" : null,
        free: 40,
        sold: 0,
        withdrawn: 0,
      }),
    },
  });
  await screen.findByTestId("code-10");
  await waitFor(() =>
    expect(sent(shown, "codes_page").map(({ query }) => query)).toMatchObject([
      { product_id: WITH_CODES, state: "free", after: null },
      { after: "119" },
    ]),
  );
});

test("a code is shown whole, copied and hidden again; that it was seen is counted", async () => {
  const user = userEvent.setup();
  const write = vi.spyOn(navigator.clipboard, "writeText");
  const shown = show();
  const row = await screen.findByTestId("code-3");
  await user.click(screen.getByRole("button", { name: "Voir le code ••••3B2N" }));
  const whole = await within(row).findByText("AZUR-7P1V-6X4C-3B2N");
  expect(whole).toHaveAttribute("dir", "ltr");
  expect(within(row).getByRole("status").textContent).toContain("noté");
  await waitFor(() => expect(within(row).getAllByRole("cell")[4]?.textContent).toBe("1"));
  await user.click(within(row).getByRole("button", { name: "Copier le code" }));
  expect(write).toHaveBeenCalledWith("AZUR-7P1V-6X4C-3B2N");
  expect(await screen.findByText("Code copié.")).toBeInTheDocument();
  const hide = within(row).getByRole("button", { name: "Masquer le code ••••3B2N" });
  await user.click(hide);
  expect(row.textContent).not.toContain("AZUR");
  expect(sent(shown, "code_reveal")).toEqual([{ id: "3" }]);
});

test("where nothing can be copied, the code is marked and Ctrl+C is said", async () => {
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("no clipboard"));
  show();
  await user.click(await screen.findByTestId("reveal-3"));
  await user.click(await screen.findByTestId("copy-code"));
  expect((await screen.findByRole("alert")).textContent).toContain("Ctrl+C");
  expect(document.getSelection()?.toString()).toBe("AZUR-7P1V-6X4C-3B2N");
});

test("a refusal to show a code is said above the list", async () => {
  show({
    mock: {
      code_reveal: () => {
        throw { code: "unknown_code", message: "", details: { value: "3" } };
      },
    },
  });
  await userEvent.click(await screen.findByTestId("reveal-3"));
  expect((await screen.findByTestId("error-notice")).textContent).toContain("n’existe pas");
});

test("withdrawing wants a reason and sends it", async () => {
  const shown = show();
  await menu("3", "Retirer du stock");
  const dialog = await screen.findByRole("dialog");
  await waitFor(() => expect(screen.getByTestId("reason")).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  expect(await within(dialog).findByText("Écrivez la raison.")).toBeVisible();
  expect(sent(shown, "code_withdraw")).toEqual([]);
  await userEvent.keyboard("Refusé par le fournisseur{Enter}");
  await waitFor(() =>
    expect(sent(shown, "code_withdraw")).toEqual([
      { id: "3", reason: "Refusé par le fournisseur" },
    ]),
  );
  await waitFor(() => expect(rows()).toEqual(["code-4", "code-5"]));
  expect(screen.getByText("Retirés (2)")).toBeInTheDocument();
});

test("only a free code can be withdrawn; each tells what happened to it", async () => {
  show();
  await userEvent.click(await screen.findByText("Vendus (1)"));
  await waitFor(() => expect(rows()).toEqual(["code-1"]));
  await userEvent.click(screen.getByTestId("code-menu-1"));
  await screen.findByRole("menuitem", { name: "Historique", hidden: true });
  expect(screen.queryByRole("menuitem", { name: "Retirer du stock", hidden: true })).toBeNull();
  await userEvent.keyboard("{Escape}");
  await menu("1", "Historique");
  const list = await screen.findByRole("list", { name: "Ce qui est arrivé à ce code" });
  const entries = within(list).getAllByRole("listitem");
  expect(entries.map(({ textContent }) => textContent)).toEqual([
    expect.stringMatching(/^Entré en stock.*par le propriétaire.*20\/01\/2026/),
    expect.stringMatching(/^Vendu : V-2026-00002.*31\/01\/2026/),
  ]);
});

test("importing counts the lines, then says what came in and why the others did not", async () => {
  const shown = await importing();
  const long = "x".repeat(1001);
  const list = ["AZUR-1111", "", "AZUR-7P1V-6X4C-3B2N", "AZUR-1111", long].join("\n");
  await userEvent.click(shown.text);
  await userEvent.paste(list);
  expect(screen.getByTestId("codes-lines").textContent).toBe("4 lignes");
  await expectNoAxeViolations();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  const result = await screen.findByRole("dialog", { name: "Codes importés" });
  expect(sent(shown, "codes_import")).toEqual([{ input: { product_id: WITH_CODES, text: list } }]);
  expect(within(result).getByRole("status").textContent).toBe(
    "1 code ajouté. 4 codes libres maintenant.",
  );
  expect(within(result).getByText("3 lignes n’ont pas été prises :")).toBeVisible();
  const reasons = { 3: "a déjà ce code", 4: "plus haut dans la liste", 5: "Trop long" };
  for (const [line, reason] of Object.entries(reasons)) {
    expect(screen.getByTestId(`refused-${line}`).textContent).toContain(reason);
  }
  await expectNoAxeViolations(result);
  // What can be mended is handed back to be mended.
  await userEvent.click(screen.getByTestId("codes-import-another"));
  await waitFor(() => expect(screen.getByTestId("codes-text")).toHaveValue(long));
});

test("a file fills the list, after what was typed", async () => {
  const { text } = await importing();
  await userEvent.click(screen.getByTestId("codes-file"));
  await waitFor(() => expect(text).toHaveValue("AZUR-0001-0001-0001\nAZUR-0002-0002-0002\n"));
  await waitFor(() => expect(text).toHaveFocus());
  await userEvent.click(screen.getByTestId("codes-file"));
  await waitFor(() => expect(screen.getByTestId("codes-lines").textContent).toBe("4 lignes"));
});

test("nothing typed is lost when the import or the file is refused, nor by Esc", async () => {
  const busy = () => {
    throw { code: "file_empty", message: "", details: { file: "codes.txt" } };
  };
  const { text } = await importing({ mock: { codes_import: busy, codes_read_file: busy } });
  await userEvent.keyboard("AZUR-1111");
  await userEvent.click(screen.getByTestId("codes-file"));
  expect((await screen.findByTestId("error-notice")).textContent).toContain("codes.txt");
  await userEvent.click(screen.getByTestId("submit"));
  await waitFor(() => expect(screen.getByTestId("error-notice")).toBeVisible());
  expect(text).toHaveValue("AZUR-1111");
  await userEvent.keyboard("{Escape}");
  expect(await screen.findByRole("dialog", { name: "Abandonner la saisie ?" })).toBeTruthy();
  expect(text).toHaveValue("AZUR-1111");
});

test("an empty list is not sent", async () => {
  const shown = await importing();
  await userEvent.click(screen.getByTestId("submit"));
  expect(await screen.findByText("À remplir.")).toBeVisible();
  expect(sent(shown, "codes_import")).toEqual([]);
});

test("a product without codes says what they are for", async () => {
  const { container } = show({ path: "/products/1/codes", language: "ar" });
  expect((await screen.findByTestId("empty-state")).textContent).toContain("بطاقات هدايا");
  expect(screen.getByTestId("codes-import")).toBeVisible();
  await expectNoAxeViolations(container);
});

test("a product that is not in the book leads back to the list", async () => {
  show({ path: "/products/999/codes" });
  expect(await screen.findByRole("heading", { name: "Produit introuvable" })).toBeVisible();
  expect(screen.getByRole("link", { name: "Tous les produits" })).toBeVisible();
});

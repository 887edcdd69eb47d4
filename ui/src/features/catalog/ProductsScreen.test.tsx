import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { platforms } from "../../../test/fixtures";
import { type Rendered, renderApp } from "../../../test/render";
import type { AppError } from "../../api";
import ProductsScreen from "./ProductsScreen";

const PATH = "/products";

function sent({ mock }: Rendered, command: string) {
  return mock.calls.filter((call) => call.command === command).map((call) => call.args);
}

/** Types a part of a choice and takes the first that fits, as a person does. */
async function choose(user: ReturnType<typeof userEvent.setup>, input: HTMLElement, text: string) {
  await user.click(input);
  await user.keyboard(`${text}{Enter}`);
}

describe("the list", () => {
  it("shows price, cost and margin by the default offer", async () => {
    const { container } = renderApp(<ProductsScreen />, { path: PATH });
    const row = await screen.findByTestId("product-1");
    for (const text of ["4\u202f500,00\u00a0DA", "3\u202f083,33\u00a0DA", "31,48\u202f%"]) {
      expect(row.textContent).toContain(text);
    }
    expect(row.textContent).toContain("Atlas IPTV");
    expect(row.textContent).toContain("et 1 autre");
    expect(screen.getByTestId("product-3").textContent).toContain("Coût inconnu");
    await expectNoAxeViolations(container);
  });

  it("is searched by the program, a moment after the last key", async () => {
    const user = userEvent.setup();
    const rendered = renderApp(<ProductsScreen />, { path: PATH });
    await screen.findByTestId("product-1");
    await user.type(screen.getByTestId("product-search"), "zzz");
    expect(await screen.findByText("Aucun produit ne correspond")).toBeTruthy();
    const searches = sent(rendered, "products_list").map((args) => args.search);
    expect(searches).toEqual(["", "zzz"]);
    await user.click(screen.getByRole("button", { name: "Effacer la recherche" }));
    expect(await screen.findByTestId("product-1")).toBeTruthy();
  });

  it("leads to the platforms first where there is none", async () => {
    const user = userEvent.setup();
    renderApp(<ProductsScreen />, { path: PATH, state: "empty" });
    await user.click(await screen.findByRole("button", { name: "Aller aux plateformes" }));
    expect(window.location.hash).toBe("#/platforms");
  });

  it("begins with a product where there is a platform", async () => {
    renderApp(<ProductsScreen />, {
      path: PATH,
      state: "empty",
      mock: { platforms_list: () => platforms },
    });
    expect(await screen.findByText("Aucun produit pour l’instant")).toBeTruthy();
  });

  it("archives from a row's menu without opening the row", async () => {
    const user = userEvent.setup();
    const rendered = renderApp(<ProductsScreen />, { path: PATH });
    await user.click(await screen.findByTestId("product-menu-1"));
    await user.click(await screen.findByRole("menuitem", { name: "Archiver", hidden: true }));
    expect(await screen.findByRole("dialog", { name: "Archiver IPTV 12 mois ?" })).toBeTruthy();
    expect(screen.getAllByRole("dialog")).toHaveLength(1);
    await user.click(screen.getByTestId("confirm"));
    await waitFor(() =>
      expect(sent(rendered, "product_archive")).toEqual([{ id: "1", archived: true }]),
    );
  });
});

describe("the form", () => {
  it("shows the margin of an offer while one types, and sends what was typed", async () => {
    const user = userEvent.setup();
    const rendered = renderApp(<ProductsScreen />, { path: PATH });
    await user.click(await screen.findByTestId("product-add"));
    const name = await screen.findByRole("textbox", { name: "Nom" });
    await waitFor(() => expect(document.activeElement).toBe(name));
    await user.keyboard("IPTV 6 mois");
    await user.type(screen.getByRole("textbox", { name: "Prix de vente" }), "4 500");
    await choose(user, screen.getByTestId("offer-platform-1"), "atlas");
    await user.type(screen.getByTestId("offer-credit-1"), "12,5");
    const margin = await screen.findByTestId("offer-margin");
    expect(margin.textContent).toContain("1\u202f416,67\u00a0DA");
    expect(margin.textContent).toContain("31,48\u202f%");
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("submit"));
    await waitFor(() =>
      expect(sent(rendered, "product_add")).toEqual([
        {
          input: {
            name: "IPTV 6 mois",
            kind: "subscription",
            category: "",
            price: "4 500",
            // Nobody said how long it runs.
            term_months: null,
            term_days: null,
            note: "",
            offers: [{ platform_id: "1", credit: "12,5", is_default: true }],
          },
        },
      ]),
    );
  });

  it("sends the term that was typed, in its unit", async () => {
    const user = userEvent.setup();
    const rendered = renderApp(<ProductsScreen />, { path: PATH });
    const row = await screen.findByTestId("product-1");
    row.focus();
    await user.keyboard("{Enter}");
    const term = await screen.findByTestId("product-term");
    expect(term).toHaveValue("12");
    await user.clear(term);
    await user.type(term, "45");
    await user.click(screen.getByText("jours"));
    await user.click(screen.getByTestId("submit"));
    await waitFor(() =>
      expect(sent(rendered, "product_update")).toMatchObject([
        { input: { term_months: null, term_days: 45 } },
      ]),
    );
  });

  it("wants a platform for an offer before it asks the program", async () => {
    const user = userEvent.setup();
    const rendered = renderApp(<ProductsScreen />, { path: PATH });
    await user.click(await screen.findByTestId("product-add"));
    await user.type(await screen.findByRole("textbox", { name: "Nom" }), "IPTV{Enter}");
    const platform = screen.getByTestId("offer-platform-1");
    await waitFor(() => expect(platform.getAttribute("aria-invalid")).toBe("true"));
    expect(document.activeElement).toBe(platform);
    expect(sent(rendered, "product_add")).toEqual([]);
  });

  it("says a refusal beside the offer it is about", async () => {
    const user = userEvent.setup();
    const refusal: AppError = {
      code: "bad_number",
      message: "credit",
      details: { field: "offers.1.credit", value: "abc" },
    };
    renderApp(<ProductsScreen />, {
      path: PATH,
      mock: {
        product_update: () => {
          throw refusal;
        },
      },
    });
    const row = await screen.findByTestId("product-1");
    row.focus();
    await user.keyboard("{Enter}");
    const second = await screen.findByTestId("offer-credit-2");
    await user.clear(second);
    await user.type(second, "abc{Enter}");
    await waitFor(() => expect(second.getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getByTestId("offer-credit-1").getAttribute("aria-invalid")).not.toBe("true");
    expect((second as HTMLInputElement).value).toBe("abc");
  });

  it("always leaves one default offer, and none for a service", async () => {
    const user = userEvent.setup();
    renderApp(<ProductsScreen />, { path: PATH });
    const row = await screen.findByTestId("product-1");
    row.focus();
    await user.keyboard("{Enter}");
    const first = await screen.findByRole("group", { name: "Offre 1" });
    await user.click(within(first).getByRole("button", { name: "Retirer l’offre 1" }));
    // The one left is the default: with a single offer there is nothing to choose.
    expect(screen.queryByRole("radio", { name: "Par défaut" })).toBeNull();
    await user.click(screen.getByTestId("offer-add"));
    const radios = screen.getAllByRole<HTMLInputElement>("radio", { name: "Par défaut" });
    expect(radios.map((radio) => radio.checked)).toEqual([true, false]);
    expect(document.activeElement).toBe(screen.getByTestId("offer-credit-2"));
  });
});

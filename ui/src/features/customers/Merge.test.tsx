// Two cards of one person: found, compared, made one.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { customers, statement } from "../../../test/fixtures";
import { type Rendered, renderApp } from "../../../test/render";
import CustomersScreen from "./CustomersScreen";
import { twinsOf } from "./duplicates";

type Options = Parameters<typeof renderApp>[1];

function at(path: string, options: Options = {}) {
  const rendered = renderApp(<CustomersScreen />, { path, ...options });
  return { ...rendered, user: userEvent.setup() };
}

const merges = ({ mock }: Pick<Rendered, "mock">) =>
  mock.calls.filter(({ command }) => command === "customer_merge").map(({ args }) => args.input);

async function merging(id: string, options: Options = {}) {
  const rendered = at(`/customers/${id}`, options);
  await rendered.user.click(await screen.findByTestId("customer-menu"));
  await rendered.user.click(
    await screen.findByRole("menuitem", { name: /Réunir|دمج|Merge/, hidden: true }),
  );
  const search = await screen.findByTestId("merge-other");
  await waitFor(() => expect(search).toHaveFocus());
  return { ...rendered, search };
}

afterEach(() => window.history.replaceState(null, "", window.location.pathname));

describe("merging from a customer's page", () => {
  it("keeps the one with more sales, by the keyboard alone, once", async () => {
    const rendered = await merging("2");
    const { user } = rendered;
    await user.keyboard("karim{Enter}");
    const stays = await screen.findByRole("radio", { name: "Karim B." });
    await waitFor(() => expect(stays).toHaveFocus());
    expect(stays).toBeChecked();
    const table = screen.getByRole("table", { name: /Les deux fiches/ });
    expect(within(table).getByRole("row", { name: /^Ventes/ })).toHaveTextContent("Ventes3710");
    expect(within(table).getByRole("row", { name: /^Créance/ })).toHaveTextContent(/1\s500,00/);
    expect(screen.getByTestId("merge-warning")).toHaveTextContent("Cela ne peut pas être annulé");
    const confirm = screen.getByTestId("submit");
    expect(confirm).toHaveAccessibleName(/^Réunir «\s.?أمينة.?\s» dans «\s.?Karim B\..?\s»$/);
    // One Enter goes on to the button, another confirms.
    await user.keyboard("{Enter}");
    expect(confirm).toHaveFocus();
    expect(merges(rendered)).toEqual([]);
    await user.keyboard("{Enter}{Enter}");
    expect(await screen.findByRole("heading", { level: 1, name: "Karim B." })).toBeVisible();
    expect(
      await screen.findByText(/« .?أمينة.? » est réuni dans « .?Karim B\..? »\./),
    ).toBeVisible();
    expect(window.location.hash).toBe("#/customers/1");
    expect(window.location.search).toBe("");
    expect(merges(rendered)).toEqual([{ from: "2", into: "1" }]);
    expect(await screen.findByTestId("customer-merged")).toHaveTextContent(
      /Réunit aussi : أمينة · 0661 98 76 54 \(le .?31\/01\/2026.?\)/,
    );
  });

  it("keeps the other where that is chosen, and takes over what he lacks", async () => {
    const rendered = await merging("1");
    const { user } = rendered;
    await user.keyboard("bahdja{Enter}");
    await user.click(await screen.findByTestId("stays-3"));
    const table = screen.getByRole("table", { name: /Les deux fiches/ });
    const phone = within(table).getByRole("row", { name: /^Téléphone/ });
    expect(within(phone).getAllByText("0550 12 34 56")).toHaveLength(2);
    await user.click(screen.getByTestId("submit"));
    expect(await screen.findByRole("heading", { name: "Café El Bahdja" })).toBeVisible();
    expect(merges(rendered)).toEqual([{ from: "1", into: "3" }]);
  });

  it("asks for the other one before anything else", async () => {
    const rendered = await merging("1");
    await rendered.user.click(screen.getByTestId("submit"));
    expect(await screen.findByText("Choisissez l’autre fiche.")).toBeVisible();
    expect(rendered.search).toHaveFocus();
    await rendered.user.keyboard("Karim");
    expect(await screen.findByText("Aucun autre client ne correspond")).toBeVisible();
    expect(merges(rendered)).toEqual([]);
  });

  it("says a refusal and can be tried again", async () => {
    let refuse = true;
    const rendered = await merging("2", {
      mock: {
        customer_merge: () => {
          if (refuse) {
            throw { code: "customer_merged", message: "", details: { value: "Karim B." } };
          }
          return { id: "1", name: "Karim B." };
        },
      },
    });
    await rendered.user.keyboard("karim{Enter}");
    await screen.findByTestId("merge-warning");
    await rendered.user.click(screen.getByTestId("submit"));
    expect(await screen.findByText(/a été réuni avec une autre fiche/)).toBeVisible();
    refuse = false;
    await rendered.user.click(screen.getByTestId("submit"));
    await waitFor(() => expect(merges(rendered)).toHaveLength(2));
  });

  it("lets nobody stay who was put aside", async () => {
    const archived = { ...customers[1], archived: true };
    const { user } = await merging("1", {
      mock: { customers_page: () => ({ rows: [archived], next: null, total: 1 }) },
    });
    await user.keyboard("a{Enter}");
    expect(await screen.findByTestId("stays-2")).toBeDisabled();
    expect(screen.getByTestId("stays-1")).toBeChecked();
  });

  it("names both on its button, however long they are", async () => {
    const name = "Établissement Benabdelkader et Frères";
    const { user } = await merging("1", {
      mock: {
        customers_page: () => ({ rows: [{ ...customers[2], name }], next: null, total: 1 }),
      },
    });
    await user.keyboard("eta{Enter}");
    expect(await screen.findByTestId("merge-warning")).toHaveTextContent(name);
    expect(screen.getByTestId("submit")).toHaveTextContent("Établissement Benabdelkader…");
  });

  it.each(["fr", "ar", "en"] as const)("is accessible in %s", async (language) => {
    const { user } = await merging("2", { language });
    await user.keyboard("karim{Enter}");
    await screen.findByTestId("merge-warning");
    expect(screen.getByTestId("merge-result").closest("table")).toHaveTextContent(
      language === "ar" ? "الجزائر" : "Alger",
    );
    await expectNoAxeViolations();
  });
});

it("the page of somebody who was merged is that of the one who stays", async () => {
  const mock = { customer_statement: () => ({ ...statement, customer: customers[0] }) };
  at("/customers/44", { mock });
  expect(await screen.findByRole("heading", { level: 1, name: "Karim B." })).toBeVisible();
  expect(window.location.hash).toBe("#/customers/1");
});

describe("probable duplicates", () => {
  it("are told of on the list, and merged one after the other", async () => {
    const rendered = at("/customers");
    const { user } = rendered;
    const found = await screen.findByTestId("duplicates-found");
    expect(found).toHaveTextContent("2 fiches en double probables — Voir");
    await user.click(found);
    const row = await screen.findByTestId("twins-1-11");
    expect(row).toHaveTextContent("Même téléphone");
    expect(screen.getByTestId("twins-12-13")).toHaveTextContent(/4 ventes.*sans téléphone.*nom/);
    await user.click(screen.getByTestId("merge-1-11"));
    const stays = await screen.findByRole("radio", { name: "Karim B." });
    await waitFor(() => expect(stays).toHaveFocus());
    const debts = screen.getByRole("row", { name: /^Créance/ });
    expect(debts).toHaveTextContent(/1.500,00.DA \+ 600,00/);
    await user.click(screen.getByTestId("submit"));
    expect(await screen.findByText(/Bensalem \(Didouche\).? » est réuni dans/)).toBeVisible();
    await waitFor(() => expect(screen.queryByTestId("twins-1-11")).toBeNull());
    expect(window.location.hash).toBe("#/customers/duplicates");
    expect(merges(rendered)).toEqual([{ from: "11", into: "1" }]);

    const last = screen.getByTestId("twins-12-13");
    await waitFor(() => expect(last).toHaveFocus());
    await user.keyboard("{Enter}");
    // Two of one name are told apart by their phones.
    expect(await screen.findByTestId("submit")).toHaveAccessibleName(
      /Amel T\. · sans téléphone.?\s» dans «\s.?Amel T\. · 0770 11 22 33/,
    );
    await user.click(screen.getByTestId("submit"));
    expect(await screen.findByText("Aucune fiche en double")).toBeVisible();
    expect(merges(rendered)).toEqual([
      { from: "11", into: "1" },
      { from: "13", into: "12" },
    ]);
  });

  it("are not spoken of where there are none", async () => {
    at("/customers", { mock: { customers_duplicates: () => [] } });
    await screen.findByTestId("customer-1");
    expect(screen.queryByTestId("duplicates-found")).toBeNull();
  });

  it("name two once, however many groups they are in", async () => {
    const found = twinsOf([
      { phone: "+213550123456", customers: customers.slice(0, 2) },
      { phone: "", customers },
    ]);
    expect(found.map(({ key, phone }) => [key, phone])).toEqual([
      ["1 2", "+213550123456"],
      ["1 3", ""],
    ]);
  });

  it.each(["fr", "ar", "en"] as const)("are accessible in %s", async (language) => {
    const { user } = at("/customers/duplicates", { language });
    await screen.findByTestId("twins-1-11");
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("merge-1-11"));
    await screen.findByTestId("merge-warning");
    await expectNoAxeViolations();
  });
});

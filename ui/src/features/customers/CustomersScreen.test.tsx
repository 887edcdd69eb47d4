import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { customers } from "../../../test/fixtures";
import { type Rendered, renderApp } from "../../../test/render";
import type { Customer, CustomersQuery } from "../../api";
import CustomersScreen from "./CustomersScreen";

const PATH = "/customers";

function queries({ mock }: Rendered): CustomersQuery[] {
  return mock.calls
    .filter((call) => call.command === "customers_page")
    .map((call) => call.args.query as CustomersQuery);
}

describe("the list", () => {
  it("is searched a moment after the last key and filtered by debt", async () => {
    const user = userEvent.setup();
    const rendered = renderApp(<CustomersScreen />, { path: PATH });
    await screen.findByTestId("customer-1");
    await expectNoAxeViolations(rendered.container);
    await user.type(screen.getByTestId("customer-search"), "0550");
    await waitFor(() => expect(queries(rendered).at(-1)?.search).toBe("0550"));
    expect(queries(rendered)).toHaveLength(2);
    await user.click(screen.getByRole("switch", { name: "Avec une créance" }));
    await waitFor(() => expect(queries(rendered).at(-1)?.with_debt).toBe(true));
  });

  it("loads page after page", async () => {
    const rendered = renderApp(<CustomersScreen />, {
      path: PATH,
      mock: {
        customers_page: ({ query }: { query: CustomersQuery }) =>
          query.after === null
            ? { rows: customers.slice(0, 2), next: "b", total: 3 }
            : { rows: customers.slice(2), next: null, total: 3 },
      },
    });
    expect(await screen.findByTestId("customer-3")).toBeTruthy();
    expect(queries(rendered).map((query) => query.after)).toEqual([null, "b"]);
    expect(screen.getByText("3 clients")).toBeTruthy();
  });

  it("opens a customer's page with Enter", async () => {
    const user = userEvent.setup();
    renderApp(<CustomersScreen />, { path: PATH });
    (await screen.findByTestId("customer-2")).focus();
    await user.keyboard("{Enter}");
    expect(window.location.hash).toBe("#/customers/2");
    expect(await screen.findByRole("heading", { level: 1, name: "أمينة" })).toBeTruthy();
  });

  it("says what to do first where there is nobody", async () => {
    renderApp(<CustomersScreen />, { path: PATH, state: "empty" });
    expect(await screen.findByText("Aucun client pour l’instant")).toBeTruthy();
    expect(screen.getAllByTestId("customer-add")).toHaveLength(1);
  });
});

describe("the form", () => {
  it("warns of a known phone while one types, and once more when saved", async () => {
    const user = userEvent.setup();
    const known = customers[0] as Customer;
    renderApp(<CustomersScreen />, {
      path: PATH,
      mock: {
        // The program knows a phone in every spelling.
        customers_page: () => ({ rows: [known], next: null, total: 1 }),
        customer_add: ({ input }: { input: Customer }) => ({
          customer: { ...known, ...input, id: "9" },
          warning: "phone_known",
          same_phone: known.name,
        }),
      },
    });
    await user.click(await screen.findByTestId("customer-add"));
    await user.type(await screen.findByRole("textbox", { name: "Nom" }), "Karim");
    await user.type(screen.getByRole("textbox", { name: "Téléphone" }), "0550 12 34 56");
    expect((await screen.findByTestId("same-phone")).textContent).toContain("Karim B.");
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("submit"));
    expect(await screen.findByText(/Karim B\. a le même numéro/)).toBeTruthy();
  });

  it("says a refusal beside its field and keeps what was typed", async () => {
    const user = userEvent.setup();
    renderApp(<CustomersScreen />, {
      path: PATH,
      mock: {
        customer_add: () => {
          throw { code: "missing_required", message: "name", details: { field: "name" } };
        },
      },
    });
    await user.click(await screen.findByTestId("customer-add"));
    const phone = await screen.findByRole("textbox", { name: "Téléphone" });
    await user.type(phone, "0770{Enter}");
    const name = screen.getByRole("textbox", { name: "Nom" });
    await waitFor(() => expect(name.getAttribute("aria-invalid")).toBe("true"));
    expect(document.activeElement).toBe(name);
    expect((phone as HTMLInputElement).value).toBe("0770");
  });
});

describe("a customer's page", () => {
  it("shows debt, statement and subscriptions, and starts a sale for him", async () => {
    const user = userEvent.setup();
    const { container } = renderApp(<CustomersScreen />, { path: "/customers/1" });
    expect((await screen.findByTestId("customer-debt")).textContent).toContain("1\u202f500,00");
    expect(screen.getByRole("table", { name: "Relevé de compte de Karim B." })).toBeTruthy();
    expect(await screen.findByRole("table", { name: "Abonnements de Karim B." })).toBeTruthy();
    await expectNoAxeViolations(container);
    await user.click(screen.getByTestId("customer-new-sale"));
    expect(window.location.hash).toBe("#/sales/new");
    expect(window.location.search).toBe("?customer=1");
    window.history.replaceState(null, "", window.location.pathname);
  });

  it("reads from the right in Arabic, with phone and amounts from the left", async () => {
    const { container } = renderApp(<CustomersScreen />, { path: "/customers/1", language: "ar" });
    const contact = await screen.findByTestId("customer-contact");
    expect(contact.querySelector("bdi")?.getAttribute("dir")).toBe("ltr");
    expect(contact.textContent).toContain("0550 12 34 56");
    await waitFor(() => expect(document.documentElement.dir).toBe("rtl"));
    await expectNoAxeViolations(container);
  });

  it("leads back to the list when the customer is unknown", async () => {
    const user = userEvent.setup();
    renderApp(<CustomersScreen />, {
      path: "/customers/77",
      mock: {
        customer_statement: () => {
          throw { code: "unknown_customer", message: "77", details: { value: "77" } };
        },
      },
    });
    await user.click(await screen.findByRole("link", { name: "Tous les clients" }));
    expect(window.location.hash).toBe("#/customers");
  });
});

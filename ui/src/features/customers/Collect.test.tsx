import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { statement } from "../../../test/fixtures";
import { type Rendered, renderApp } from "../../../test/render";
import type { CollectInput } from "../../api";
import CustomersScreen from "./CustomersScreen";

type Options = Parameters<typeof renderApp>[1];

async function collecting(id: string, options: Options = {}) {
  const user = userEvent.setup();
  const rendered = renderApp(<CustomersScreen />, { path: `/customers/${id}`, ...options });
  await user.click(await screen.findByTestId("customer-collect"));
  const amount = await screen.findByTestId("collect-amount");
  await waitFor(() => expect(amount).toHaveFocus());
  return { ...rendered, user };
}

function paid({ mock }: Pick<Rendered, "mock">) {
  return mock.calls
    .filter(({ command }) => command === "customer_pay")
    .map(({ args }) => args as { key: string; input: CollectInput });
}

const parts = async () => within(await screen.findByTestId("collect-parts"));

describe("what a customer pays", () => {
  it("is all that he owes when nothing is typed, and falls on each sale", async () => {
    await collecting("1");
    const table = await parts();
    expect(table.getByRole("row", { name: /V-2026-00001/ })).toHaveTextContent("600,00");
    expect(table.getByRole("row", { name: /V-2026-00004/ })).toHaveTextContent("900,00");
    const debt = screen.getByTestId("collect-debt");
    expect(debt).toHaveTextContent(/avant\s*1.500,00.*après\s*0,00/);
    expect(screen.getByTestId("collect-amount")).toHaveAttribute("placeholder", "1\u202f500,00");
  });

  it("goes to the oldest sale first, with the method's fee", async () => {
    const { user } = await collecting("1");
    await user.keyboard("1000");
    const table = await parts();
    await waitFor(() =>
      expect(table.getByRole("row", { name: /V-2026-00004/ })).toHaveTextContent(/400,00.*500,00/),
    );
    expect(screen.queryByTestId("collect-fee")).toBeNull();
    await user.click(screen.getByTestId("collect-method"));
    await user.click(await screen.findByRole("option", { name: "BaridiMob", hidden: true }));
    expect(await screen.findByTestId("collect-fee")).toHaveTextContent("15,00");
  });

  it("goes to chosen sales alone, of which there must be one", async () => {
    const rendered = await collecting("1");
    const { user } = rendered;
    await user.click(screen.getByRole("radio", { name: "Ventes choisies" }));
    await user.click(screen.getByTestId("submit"));
    expect(await screen.findByText("Cochez au moins une vente.")).toBeVisible();
    const newest = screen.getByRole("checkbox", { name: /V-2026-00004/ });
    await user.click(newest);
    const table = await parts();
    await waitFor(() => expect(table.queryByText("V-2026-00001")).toBeNull());
    expect(table.getByRole("row", { name: /V-2026-00004/ })).toHaveTextContent("900,00");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(paid(rendered)).toHaveLength(1));
    expect(paid(rendered)[0]?.input).toMatchObject({ amount: "", sales: ["4"] });
  });

  it("is recorded once, however often Enter is pressed", async () => {
    const rendered = await collecting("1");
    await rendered.user.keyboard("1000{Enter}{Enter}");
    expect(
      await screen.findByText(/Paiement de Karim B\. enregistré\. Reste dû : .*500,00/),
    ).toBeVisible();
    await waitFor(() => expect(screen.queryByTestId("collect-amount")).toBeNull());
    expect(paid(rendered)).toHaveLength(1);
    expect(paid(rendered)[0]).toEqual({
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
      input: {
        customer_id: "1",
        method_id: "1",
        amount: "1000",
        sales: [],
        keep_rest: false,
        note: "",
      },
    });
  });

  it("keeps its key while it is refused", async () => {
    let refuse = true;
    const rendered = await collecting("1", {
      mock: {
        customer_pay: () => {
          if (refuse) throw { code: "book_busy", message: "busy", details: {} };
          return { name: "Karim B.", debt: "0.00" };
        },
      },
    });
    await rendered.user.keyboard("{Enter}");
    expect(await screen.findByText(/occupé par un autre programme/)).toBeVisible();
    refuse = false;
    await rendered.user.click(screen.getByTestId("submit"));
    expect(await screen.findByText(/Il ne doit plus rien/)).toBeVisible();
    const [first, second] = paid(rendered);
    expect(first?.key).toBe(second?.key);
  });

  it("beyond the debt is said at its field, and may be kept in advance", async () => {
    const rendered = await collecting("1");
    const { user } = rendered;
    await user.keyboard("2000");
    const amount = screen.getByTestId("collect-amount");
    await waitFor(() => expect(amount).toBeInvalid());
    expect(amount).toHaveAccessibleDescription(
      /Cochez « Garder le reste en avance » ou saisissez .*1.500,00.DA.* au plus/,
    );
    // Nothing is said to be kept before it is agreed to.
    expect(screen.queryByTestId("collect-kept")).toBeNull();
    expect(screen.queryByTestId("collect-credit")).toBeNull();
    await user.click(screen.getByRole("checkbox", { name: "Garder le reste en avance" }));
    expect(await screen.findByTestId("collect-credit")).toHaveTextContent(/500,00/);
    await waitFor(() => expect(amount).toBeValid());
    await user.click(screen.getByTestId("submit"));
    await waitFor(() => expect(paid(rendered)).toHaveLength(1));
    expect(paid(rendered)[0]?.input).toMatchObject({ amount: "2000", keep_rest: true });
  });

  it("may come from what he has paid in advance", async () => {
    const credit = { ...statement, customer: { ...statement.customer, credit: "500.00" } };
    const rendered = await collecting("1", { mock: { customer_statement: () => credit } });
    const { user } = rendered;
    await user.keyboard("500");
    await user.click(screen.getByTestId("collect-method"));
    await user.click(
      await screen.findByRole("option", { name: /Avance du client \(.*500,00/, hidden: true }),
    );
    await user.click(screen.getByTestId("submit"));
    await waitFor(() => expect(paid(rendered)[0]?.input).toMatchObject({ method_id: "6" }));
  });

  it("of somebody who owes nothing is an advance", async () => {
    const rendered = await collecting("2");
    const { user } = rendered;
    expect(screen.getByText("Saisissez le montant reçu pour voir où il va.")).toBeVisible();
    await user.keyboard("800");
    expect(await screen.findByTestId("collect-kept")).toHaveTextContent("800,00");
    await user.click(screen.getByTestId("collect-method"));
    const list = await screen.findByRole("listbox", { hidden: true });
    expect(within(list).queryByText(/Avance/)).toBeNull();
    await user.click(screen.getByTestId("submit"));
    await waitFor(() => expect(paid(rendered)[0]?.input.keep_rest).toBe(true));
  });
});

test.each(["fr", "ar", "en"] as const)("taking a payment is accessible in %s", async (language) => {
  const { user } = await collecting("1", { language });
  await user.keyboard("2000");
  await user.click(await screen.findByTestId("collect-keep"));
  await user.click(screen.getAllByRole("radio")[1] as HTMLElement);
  await screen.findByTestId("collect-sale-4");
  await expectNoAxeViolations();
});

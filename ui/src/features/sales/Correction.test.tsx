// A sale corrected in one step, from its page and back to the one that takes its place.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { customers } from "../../../test/fixtures";
import { correction } from "../../../test/mockDrafts";
import { type Rendered, renderApp } from "../../../test/render";
import type { SaleInput } from "../../api";
import SalesScreen from "./SalesScreen";

const user = userEvent;

function corrected({ mock }: Pick<Rendered, "mock">) {
  return mock.calls
    .filter(({ command }) => command === "sale_correct")
    .map(({ args }) => args as { key: string; id: string; reason: string; input: SaleInput });
}

async function correcting(options: Parameters<typeof renderApp>[1] = {}) {
  const rendered = renderApp(<SalesScreen />, { path: "/sales/4/correct", ...options });
  await waitFor(() => expect(screen.getByTestId("correction-reason")).toHaveFocus());
  await screen.findByTestId("sale-total");
  return rendered;
}

function paidBy(payments: SaleInput["payments"]) {
  const start = correction("4");
  return { sale_correction: () => ({ ...start, input: { ...start.input, payments } }) };
}

test("from the sale's page to the sale in its place, by keyboard", async () => {
  const rendered = renderApp(<SalesScreen />, { path: "/sales/4" });
  await user.click(await screen.findByTestId("sale-correct"));
  const why = await screen.findByTestId("correction-reason");
  await waitFor(() => expect(why).toHaveFocus());
  expect(screen.getByTestId("correction-banner")).toHaveTextContent(
    /Correction de .*V-2026-00004.* : cette vente sera annulée et remplacée/,
  );
  expect(screen.getByTestId("sale-customer")).toHaveValue("Karim B.");
  expect(screen.getByTestId("sale-received-0")).toHaveValue("3000,00");
  await user.keyboard("Erreur de prix{Enter}");
  const price = screen.getByLabelText("Prix unitaire");
  expect(price).toHaveFocus();
  expect(price).toHaveValue("4500,00");
  await user.clear(price);
  await user.keyboard("4000{Enter}");
  await waitFor(() => expect(screen.getByTestId("sale-debt")).toHaveTextContent("1 000,00"));
  expect(screen.getByTestId("sale-received-0")).toHaveFocus();
  await user.keyboard("{Enter}{Enter}");
  await waitFor(() => expect(window.location.hash).toBe("#/sales/5"));
  expect(await screen.findByText(/V-2026-00005.* remplace .*V-2026-00004/)).toBeVisible();
  const [line] = correction("4").input.lines;
  expect(corrected(rendered)).toEqual([
    {
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
      id: "4",
      reason: "Erreur de prix",
      input: {
        ...correction("4").input,
        lines: [{ ...line, unit_price: "4000" }],
        payments: [{ method_id: "1", amount: "3000,00" }],
        cheapest: true,
      },
    },
  ]);
  await user.click(await screen.findByRole("link", { name: "V-2026-00004" }));
  expect(await screen.findByRole("link", { name: "V-2026-00005" })).toBeVisible();
  expect(screen.getByText("Remplacée par")).toBeVisible();
  expect(screen.queryByTestId("sale-correct")).toBeNull();
});

test("without a reason nothing is recorded, and the field says so", async () => {
  const rendered = await correcting();
  await user.click(screen.getByTestId("sale-record"));
  const why = screen.getByTestId("correction-reason");
  await waitFor(() => expect(why).toBeInvalid());
  expect(why).toHaveFocus();
  await user.type(why, "Erreur");
  expect(why).toBeValid();
  expect(corrected(rendered)).toEqual([]);
});

test("a second press while it is recorded does not correct twice", async () => {
  let answer = () => {};
  const rendered = await correcting({
    mock: {
      sale_correct: () => new Promise((resolve) => (answer = () => resolve({ id: "5" }))),
    },
  });
  await user.keyboard("Erreur{Control>}{Enter}{Enter}{/Control}");
  await waitFor(() => expect(corrected(rendered)).toHaveLength(1));
  await user.keyboard("{Control>}{Enter}{/Control}");
  answer();
  await waitFor(() => expect(window.location.hash).toBe("#/sales/5"));
  expect(corrected(rendered)).toHaveLength(1);
});

test("a refusal is said, and the same key tries again", async () => {
  let refuse = true;
  const rendered = await correcting({
    mock: {
      sale_correct: () => {
        if (refuse) throw { code: "book_busy", message: "", details: {} };
        return { id: "5", number: "V-2026-00005" };
      },
    },
  });
  await user.keyboard("Erreur{Control>}{Enter}{/Control}");
  expect(await screen.findByTestId("error-notice")).toBeVisible();
  refuse = false;
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(corrected(rendered)).toHaveLength(2));
  const [first, second] = corrected(rendered);
  expect(second?.key).toBe(first?.key);
});

test("what a line brought along goes with it", async () => {
  const rendered = await correcting();
  await user.keyboard("Autre produit");
  await user.click(screen.getByRole("button", { name: /Retirer IPTV/ }));
  await user.type(screen.getByTestId("sale-product"), "compte{Enter}");
  await screen.findByTestId("sale-line-0");
  await user.click(screen.getByTestId("sale-record"));
  await waitFor(() => expect(corrected(rendered)).toHaveLength(1));
  const [line] = corrected(rendered)[0]?.input.lines ?? [];
  expect(line?.product_id).toBe("2");
  expect(line).not.toHaveProperty("in_place_of");
  expect(line?.without_codes).toBe(false);
});

test("a lower total gives change back, and nothing paid stays nothing", async () => {
  const { unmount } = await correcting();
  const price = screen.getByLabelText("Prix unitaire");
  await user.clear(price);
  await user.type(price, "2500");
  await waitFor(() => expect(screen.getByTestId("sale-change")).toHaveTextContent("500,00"));
  unmount();
  await correcting({ mock: paidBy([]) });
  expect(screen.getByTestId("sale-received-0")).toHaveValue("0");
  await waitFor(() => expect(screen.getByTestId("sale-debt")).toHaveTextContent("4 500,00"));
});

test("what was paid from an advance is paid from it again, and not from the till", async () => {
  expect(customers[0]?.credit).toBe("0.00");
  const rendered = await correcting({ mock: paidBy([{ method_id: "6", amount: "4500.00" }]) });
  expect(screen.getByTestId("sale-method-0")).toHaveValue("Avance du client");
  await user.keyboard("Erreur{Control>}{Enter}{/Control}");
  await waitFor(() => expect(corrected(rendered)).toHaveLength(1));
  expect(corrected(rendered)[0]?.input.payments[0]?.method_id).toBe("6");
});

test("Esc goes back to the sale, and asks only where something was changed", async () => {
  await correcting();
  const method = screen.getByTestId("sale-method-0");
  await user.click(method);
  expect(method).toHaveAttribute("aria-expanded", "true");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(method).toHaveAttribute("aria-expanded", "false"));
  expect(window.location.hash).toBe("#/sales/4/correct");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(window.location.hash).toBe("#/sales/4"));
  await user.click(await screen.findByTestId("sale-correct"));
  await waitFor(() => expect(screen.getByTestId("correction-reason")).toHaveFocus());
  await user.keyboard("Erreur{Escape}");
  const dialog = await screen.findByRole("dialog");
  expect(window.location.hash).toBe("#/sales/4/correct");
  await user.click(within(dialog).getByRole("button", { name: "Continuer la saisie" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByTestId("correction-reason")).toHaveValue("Erreur");
  await user.click(screen.getByTestId("correction-abandon"));
  await user.click(within(await screen.findByRole("dialog")).getByTestId("confirm"));
  await waitFor(() => expect(window.location.hash).toBe("#/sales/4"));
});

test("what is owed already is what the customer owes besides the corrected sale", async () => {
  await correcting();
  const customer = screen.getByTestId("sale-customer");
  expect(customer).toHaveAccessibleDescription(/Doit déjà.*1.200,00/);
  await user.clear(customer);
  await user.type(customer, "kar");
  const option = await screen.findByRole("option", { name: /Karim B/ });
  expect(option).toHaveTextContent(/1.200,00/);
});

test("a sale that can no longer be corrected says why, on its page", async () => {
  const refusal = {
    code: "already_renewed",
    message: "",
    details: { product: "IPTV", number: "V-9" },
  };
  renderApp(<SalesScreen />, {
    path: "/sales/4",
    mock: {
      sale_correction: () => {
        throw refusal;
      },
    },
  });
  await user.click(await screen.findByTestId("sale-correct"));
  expect(await screen.findByTestId("error-notice")).toHaveTextContent("V-9");
  expect(window.location.hash).toBe("#/sales/4");
});

test("the sale being typed at the counter is not touched", async () => {
  const { mock } = await correcting();
  await user.keyboard("Erreur");
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(mock.calls.map(({ command }) => command)).not.toContain("sale_draft_save");
});

test.each([
  { language: "fr", theme: "light" },
  { language: "ar", theme: "dark" },
  { language: "en", theme: "light" },
] as const)("accessible in $language, $theme", async (look) => {
  const { container } = await correcting(look);
  expect(document.documentElement.dir).toBe(look.language === "ar" ? "rtl" : "ltr");
  expect(screen.getByRole("heading", { level: 1 })).toHaveTextContent("V-2026-00004");
  await expectNoAxeViolations(container);
});

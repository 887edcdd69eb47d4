import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import type { Handlers } from "../../../test/mockIpc";
import { named, renderApp } from "../../../test/render";
import PlatformsScreen from "./PlatformsScreen";

const PATH = "/platforms";
const TITLE = "Payer le fournisseur de StreamHub";

async function openFromCard(mock: Handlers = {}) {
  const user = userEvent.setup();
  const rendered = renderApp(<PlatformsScreen />, { path: PATH, mock });
  await user.click(await screen.findByTestId("platform-menu-2"));
  await user.click(
    await screen.findByRole("menuitem", { name: "Payer le fournisseur", hidden: true }),
  );
  const dialog = await screen.findByRole("dialog", { name: TITLE });
  const amount = within(dialog).getByRole("textbox", { name: "Montant payé" });
  await waitFor(() => expect(amount).toHaveFocus());
  const sent = (command: string) =>
    rendered.mock.calls.filter((call) => call.command === command).map(({ args }) => args);
  return { user, dialog, amount, sent };
}

describe("paying a supplier", () => {
  it("is offered only where something is due", async () => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, { path: PATH });
    await user.click(await screen.findByTestId("platform-menu-1"));
    await screen.findByRole("menuitem", { name: "Modifier", hidden: true });
    expect(
      screen.queryByRole("menuitem", { name: "Payer le fournisseur", hidden: true }),
    ).toBeNull();
  });

  it("shows the open deposits, the oldest first, and pays all that is due", async () => {
    const { user, dialog, sent } = await openFromCard();
    const rows = await within(dialog).findAllByTestId(/^open-deposit-/);
    expect(rows.map((row) => row.textContent)).toEqual([
      "12/01/2026Via Sofiane27\u202f000,00\u00a0DA5\u202f000,00\u00a0DA",
      "24/01/202610\u202f000,00\u00a0DA10\u202f000,00\u00a0DA",
    ]);
    const debt = within(dialog).getByTestId("quote-supplier-debt");
    expect(debt).toHaveTextContent("avant15 000,00 DAaprès0,00 DA");
    await expectNoAxeViolations();
    await user.keyboard("{Enter}{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(await screen.findByText(/plus rien n’est dû au fournisseur de StreamHub/)).toBeVisible();
    expect(sent("supplier_pay")).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f-]{36}$/),
        input: { platform_id: "2", method_id: "1", amount: "", note: "" },
      },
    ]);
  });

  it("shows fee and rest of a part while one types", async () => {
    const { user, dialog, sent } = await openFromCard();
    await user.keyboard("6 000");
    const debt = await within(dialog).findByTestId("quote-supplier-debt");
    await waitFor(() => expect(debt).toHaveTextContent("après9 000,00 DA"));
    expect(within(dialog).queryByTestId("quote-fee")).toBeNull();
    await user.click(within(dialog).getByRole("combobox", { name: "Moyen de paiement" }));
    await user.click(await screen.findByRole("option", { name: "BaridiMob", hidden: true }));
    expect(await within(dialog).findByTestId("quote-fee")).toHaveTextContent("90,00 DA");
    await user.click(within(dialog).getByRole("button", { name: "Enregistrer le paiement" }));
    expect(await screen.findByText(/il reste .*9.000,00.DA.* à payer/)).toBeVisible();
    expect(sent("supplier_pay")).toHaveLength(1);
  });

  it("says beside the amount what is more than is due", async () => {
    const { user, dialog, amount, sent } = await openFromCard();
    await user.keyboard("16000");
    await waitFor(() => expect(amount).toBeInvalid());
    expect(amount).toHaveAccessibleDescription(/dépasse ce qui reste dû/);
    expect(within(dialog).getAllByTestId(/^open-deposit-/)).toHaveLength(2);
    await user.keyboard("{Enter}");
    await waitFor(() => expect(sent("supplier_pay")).toHaveLength(1));
    expect(screen.getByRole("dialog", { name: TITLE })).toBeVisible();
    expect(screen.queryByTestId("error-notice")).toBeNull();
    await waitFor(() => expect(amount).toHaveFocus());
  });

  it("shows no balances of what is refused, and what would be allowed", async () => {
    const { user, dialog, amount } = await openFromCard();
    await within(dialog).findByTestId("quote-supplier-debt");
    await user.keyboard("0");
    await waitFor(() => expect(amount).toBeInvalid());
    expect(amount).toHaveAccessibleDescription(/Saisissez de .0,01. à .15.000./);
    expect(within(dialog).queryByTestId("quote-supplier-debt")).toBeNull();
    expect(within(dialog).getAllByTestId(/^open-deposit-/)).toHaveLength(2);
  });

  it("shows no balances once the book has refused it", async () => {
    const { user, dialog } = await openFromCard({
      supplier_pay: () => {
        throw { code: "archived", message: "", details: { field: "method_id", value: "CCP" } };
      },
    });
    await within(dialog).findByTestId("quote-supplier-debt");
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(within(dialog).getByRole("combobox", { name: "Moyen de paiement" })).toBeInvalid(),
    );
    expect(within(dialog).queryByTestId("quote-supplier-debt")).toBeNull();
  });

  it("is offered with what is due among the movements too", async () => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, { path: "/platforms/2", language: "ar" });
    await user.click(await screen.findByRole("button", { name: "الدفع للمورّد" }));
    const dialog = await screen.findByRole("dialog", { name: named("الدفع لمورّد StreamHub") });
    await within(dialog).findByTestId("quote-supplier-debt");
    await expectNoAxeViolations();
  });
});

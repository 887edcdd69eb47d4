// What a supplier was paid, and what is still due to him.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import type { Handlers } from "../../../test/mockIpc";
import { renderApp } from "../../../test/render";
import PlatformsScreen from "./PlatformsScreen";

function open(path = "/platforms/2/supplier", mock: Handlers = {}) {
  const user = userEvent.setup();
  const rendered = renderApp(<PlatformsScreen />, { path, mock });
  const sent = (command: string) =>
    rendered.mock.calls.filter((call) => call.command === command).map(({ args }) => args);
  return { user, sent };
}

const words = (element: Element) =>
  (element.textContent ?? "").replace(/[\u2066-\u2069]/g, "").replace(/[\u202f\u00a0]/g, " ");

it("tells when, how and for which deposits he was paid, with the sum and what is due", async () => {
  open();
  const rows = await screen.findAllByTestId(/^paid-\d+$/);
  expect(rows.map(words)).toEqual([
    "20/01/2026BaridiMob24 000,00 DA360,00 DA" +
      "05/01/2026 : 2 000,00 DA sur 12 000,00 DA12/01/2026 : 22 000,00 DA sur 27 000,00 DAReçu 7",
    "05/01/2026Western Union10 000,00 DA–05/01/2026 : 10 000,00 DA sur 12 000,00 DA",
  ]);
  expect(words(screen.getByTestId("account-paid"))).toBe("34 000,00 DA");
  expect(words(screen.getByTestId("account-debt"))).toBe("15 000,00 DA");
  expect(screen.getAllByTestId(/^open-deposit-/)).toHaveLength(2);
});

it("narrows to a period, whose sum it tells, and exports that", async () => {
  const { user, sent } = open();
  await screen.findAllByTestId(/^paid-\d+$/);
  await user.click(screen.getByTestId("period"));
  await user.click(await screen.findByRole("option", { name: "Jours choisis", hidden: true }));
  await user.type(screen.getByLabelText("Du"), "10/01/2026{Enter}");
  await waitFor(() => expect(words(screen.getByTestId("account-paid"))).toBe("24 000,00 DA"));
  expect(screen.getByText("Payé sur la période")).toBeVisible();
  expect(screen.getAllByTestId(/^paid-\d+$/)).toHaveLength(1);
  expect(sent("supplier_account").at(-1)).toEqual({
    query: { platform_id: "2", from: "2026-01-10", to: null },
  });
  await user.click(screen.getByTestId("export"));
  await user.click(await screen.findByTestId("export-supplier-payments-excel-fr"));
  await waitFor(() => expect(sent("export_dataset")).toHaveLength(1));
  expect(sent("export_dataset")[0]).toEqual({
    dataset: "supplier-payments",
    dialect: "excel-fr",
    from: "2026-01-10",
    to: null,
  });
});

it("is reached from the ledger, and says where nothing was ever paid", async () => {
  const { user } = open("/platforms/1");
  await user.click(await screen.findByRole("link", { name: "Compte du fournisseur" }));
  const empty = await screen.findByTestId("empty-state");
  expect(within(empty).getByText("Aucun paiement au fournisseur")).toBeVisible();
  expect(screen.queryByTestId("account-pay")).toBeNull();
  expect(screen.getByRole("link", { name: "Mouvements de Atlas IPTV" })).toBeVisible();
});

it("says why it can't be read", async () => {
  open(undefined, {
    supplier_account: () => {
      throw { code: "book_busy", message: "", details: {} };
    },
  });
  expect(await screen.findByTestId("error-notice")).toHaveTextContent(/occupé/);
});

it.each(["fr", "ar", "en"] as const)("axe finds nothing in %s", async (language) => {
  renderApp(<PlatformsScreen />, { path: "/platforms/2/supplier", language });
  await screen.findByTestId("paid-table");
  await expectNoAxeViolations();
});

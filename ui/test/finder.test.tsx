// Ctrl+K finds anything, from anywhere but a dialog.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { named, renderWhole } from "./render";

async function finding(path = "/sales/new") {
  const user = userEvent.setup();
  const rendered = renderWhole({ path });
  // The focus is in a field, as it is most of the time.
  const field = await screen.findByRole("combobox", { name: "Produit" });
  await user.click(field);
  await user.keyboard("{Control>}k{/Control}");
  const dialog = await screen.findByRole("dialog", { name: "Rechercher" });
  return { ...rendered, user, dialog: within(dialog) };
}

test("a customer by a part of his name, with his phone", async () => {
  const { user, dialog } = await finding();
  await user.keyboard("karim");
  await user.click(await dialog.findByRole("button", { name: /Karim B\..*0550 12 34 56/ }));
  await waitFor(() => expect(window.location.hash).toBe("#/customers/1"));
});

test("a sale by its number, a product, a platform", async () => {
  const { user, dialog, mock } = await finding();
  await user.keyboard("00004");
  const sale = await dialog.findByRole("button", { name: /V-2026-00004/ });
  expect(sale).toBeVisible();
  await user.keyboard("{Control>}a{/Control}iptv");
  expect(await dialog.findByRole("button", { name: named("IPTV 12 mois") })).toBeVisible();
  expect(dialog.getByRole("button", { name: named("Atlas IPTV") })).toBeVisible();
  expect(dialog.getByRole("button", { name: "Recharger Atlas IPTV" })).toBeVisible();
  // Without a digit nobody means a sale's number.
  const asked = mock.calls.filter(({ command }) => command === "sales_page");
  expect(asked.map(({ args }) => (args.query as { search: string }).search)).toEqual(["00004"]);
  await user.click(dialog.getByRole("button", { name: named("IPTV 12 mois") }));
  expect(await screen.findByDisplayValue("IPTV 12 mois")).toBeVisible();
});

test("Enter takes what was found, not the action that stood first before", async () => {
  const { user, dialog } = await finding();
  await user.keyboard("atlas");
  await dialog.findByRole("button", { name: named("Atlas IPTV") });
  await user.keyboard("{Enter}");
  await waitFor(() => expect(window.location.hash).toBe("#/platforms/1"));
});

test("nothing is said to be nothing", async () => {
  const { user, dialog } = await finding();
  await user.keyboard("zzzz");
  expect(await dialog.findByText("Aucun résultat")).toBeVisible();
});

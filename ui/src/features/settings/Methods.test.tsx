// The shop's ways to pay: added, renamed, priced, put aside and taken up again.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { methods } from "../../../test/fixtures";
import type { Handlers } from "../../../test/mockIpc";
import { named, renderApp } from "../../../test/render";
import PlatformsScreen from "../platforms/PlatformsScreen";
import SettingsScreen from "./SettingsScreen";

async function open(mock: Handlers = {}) {
  const user = userEvent.setup();
  const rendered = renderApp(<SettingsScreen />, { mock });
  await screen.findByTestId("method-1");
  const sent = (command: string) =>
    rendered.mock.calls.filter((call) => call.command === command).map(({ args }) => args);
  return { user, sent };
}

const dialog = () => screen.findByTestId("method-dialog");
const closed = () => waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
const words = (element: Element) => (element.textContent ?? "").replace(/[\u202f\u00a0]/g, " ");

it("adds one by keyboard alone, with its fee", async () => {
  const { user, sent } = await open();
  const add = screen.getByTestId("method-add");
  add.focus();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByTestId("method-name")).toHaveFocus());
  await user.keyboard("{Enter}");
  expect(screen.getByTestId("method-name")).toHaveAccessibleDescription("Écrivez le nom.");
  expect(sent("method_add")).toEqual([]);
  await user.keyboard("PayPal");
  await user.tab();
  await user.keyboard("3,4{Enter}");
  await closed();
  expect(sent("method_add")).toEqual([{ input: { name: "PayPal", fee_rate: "3,4" } }]);
  expect(await screen.findByText("PayPal est ajouté.")).toBeVisible();
  const row = await screen.findByRole("row", { name: /PayPal/ });
  expect(words(row)).toContain("3,4 %");
  await waitFor(() => expect(add).toHaveFocus());
});

it("says beside the name what is taken, beside the fee what can be none", async () => {
  const { user } = await open();
  await user.click(screen.getByTestId("method-add"));
  await user.type(await screen.findByTestId("method-name"), "Chèque{Enter}");
  await closed();
  await user.click(screen.getByTestId("method-add"));
  const name = await screen.findByTestId("method-name");
  await user.type(name, "Chèque{Enter}");
  await waitFor(() => expect(name).toBeInvalid());
  expect(name).toHaveAccessibleDescription(/« Chèque » est déjà pris/);
  await user.type(name, " visé");
  const fee = screen.getByTestId("method-fee");
  await user.type(fee, "120{Enter}");
  await waitFor(() => expect(fee).toBeInvalid());
  expect(fee).toHaveAccessibleDescription(/Saisissez de .*0.* à .*100/);
  expect(screen.queryByTestId("error-notice")).toBeNull();
  await expectNoAxeViolations();
});

it("changes a usual one's fee, and gives it back its usual name where none is written", async () => {
  const { user, sent } = await open({
    methods_list: () =>
      methods.map((method) => (method.id === "2" ? { ...method, name: "Baridi" } : method)),
  });
  await user.click(screen.getByTestId("method-edit-2"));
  const form = within(await dialog());
  const name = await form.findByTestId("method-name");
  expect(form.getByTestId("method-fee")).toHaveValue("1,50");
  expect(name).toHaveValue("Baridi");
  expect(name).toHaveAccessibleDescription(/« BaridiMob »/);
  await user.clear(name);
  await user.clear(form.getByTestId("method-fee"));
  await user.keyboard("{Enter}");
  await closed();
  expect(sent("method_update")).toEqual([{ id: "2", input: { name: "", fee_rate: "" } }]);
  expect(await screen.findByText("BaridiMob est enregistré.")).toBeVisible();
});

it("puts one aside after asking, and takes it up again; cash stays", async () => {
  const { user, sent } = await open();
  expect(screen.queryByTestId("method-archive-1")).toBeNull();
  await user.click(screen.getByTestId("method-archive-3"));
  const asked = await screen.findByRole("dialog", { name: named("Archiver CCP ?") });
  expect(sent("method_archive")).toEqual([]);
  await user.click(within(asked).getByTestId("confirm"));
  await closed();
  const row = screen.getByTestId("method-3");
  await waitFor(() => expect(row).toHaveTextContent("Archivé"));
  await user.click(screen.getByTestId("method-archive-3"));
  await waitFor(() => expect(row).not.toHaveTextContent("Archivé"));
  expect(sent("method_archive")).toEqual([
    { id: "3", archived: true },
    { id: "3", archived: false },
  ]);
});

it("is no longer offered once it is put aside", async () => {
  const user = userEvent.setup();
  renderApp(<PlatformsScreen />, {
    path: "/platforms/2",
    mock: {
      methods_list: () => methods.map((one) => ({ ...one, archived: one.code === "baridimob" })),
    },
  });
  await user.click(await screen.findByRole("button", { name: "Recharger" }));
  await user.click(await screen.findByRole("combobox", { name: "Moyen de paiement" }));
  const offered = await screen.findAllByRole("option", { hidden: true });
  expect(offered.map((option) => option.textContent)).toEqual(
    expect.arrayContaining(["Espèces", "CCP"]),
  );
  expect(offered.map((option) => option.textContent)).not.toContain("BaridiMob");
});

it("says why they can't be read, and reads them again", async () => {
  const user = userEvent.setup();
  let broken = true;
  renderApp(<SettingsScreen />, {
    mock: {
      methods_list: () => {
        if (broken) throw { code: "book_busy", message: "", details: {} };
        return methods;
      },
    },
  });
  const retry = await screen.findByRole("button", { name: "Réessayer" });
  broken = false;
  await user.click(retry);
  expect(await screen.findByTestId("method-1")).toBeVisible();
});

it.each(["fr", "ar", "en"] as const)("axe finds nothing in its dialog in %s", async (language) => {
  const user = userEvent.setup();
  renderApp(<SettingsScreen />, { language });
  await user.click(await screen.findByTestId("method-edit-2"));
  await dialog();
  await expectNoAxeViolations();
});

// The shop's name and what stands under it.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import type { Handlers } from "../../../test/mockIpc";
import { renderWhole } from "../../../test/render";

const LETTERHEAD = { address: "12 rue Didouche\nAlger", phone: "+213550123456", line: "RC 16/00" };

async function open(options: { mock?: Handlers; language?: "fr" | "ar" } = {}) {
  const user = userEvent.setup();
  const { mock } = renderWhole({
    path: "/settings",
    ...options,
    book: options.mock ? {} : { letterhead: LETTERHEAD },
  });
  const name = await screen.findByTestId("settings-name");
  const saved = () =>
    mock.calls.filter(({ command }) => command === "settings_update").map(({ args }) => args.input);
  return { user, name, saved };
}

it("is saved together, by keyboard alone, and stands as it is kept", async () => {
  const { user, name, saved } = await open();
  expect(screen.getByTestId("settings-address")).toHaveValue(LETTERHEAD.address);
  expect(screen.getByTestId("save-name")).toBeDisabled();
  name.focus();
  await user.tab();
  expect(screen.getByTestId("settings-phone")).toHaveFocus();
  await user.keyboard("{Control>}a{/Control}0661 20 30 40");
  await user.tab();
  await user.keyboard("{End}{Enter}Algérie");
  await user.tab();
  await user.keyboard("{End} · NIF 7{Enter}");
  expect(await screen.findByText("Réglages enregistrés")).toBeVisible();
  expect(saved()).toEqual([
    {
      name: "Numérique Didouche",
      language: "fr",
      theme: "system",
      letterhead: {
        address: `${LETTERHEAD.address}\nAlgérie`,
        phone: "0661 20 30 40",
        line: "RC 16/00 · NIF 7",
      },
    },
  ]);
  await waitFor(() => expect(screen.getByTestId("save-name")).toBeDisabled());
});

it("says beside the phone what is none, and brings one back there", async () => {
  const { user, saved } = await open({
    mock: {
      settings_update: () => {
        throw { code: "bad_phone", message: "", details: { field: "phone", value: "12" } };
      },
    },
  });
  const phone = screen.getByTestId("settings-phone");
  await user.type(phone, "12");
  await user.type(screen.getByTestId("settings-line"), "RC{Enter}");
  await waitFor(() => expect(phone).toBeInvalid());
  expect(phone).toHaveFocus();
  expect(screen.queryByTestId("error-notice")).toBeNull();
  expect(phone).toHaveValue("12");
  await user.type(phone, "3");
  expect(phone).toBeValid();
  expect(saved()).toHaveLength(1);
});

it("has the phone from the left in Arabic", async () => {
  await open({ language: "ar" });
  expect(screen.getByTestId("settings-phone")).toHaveAttribute("dir", "ltr");
  await expectNoAxeViolations();
});

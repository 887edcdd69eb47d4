// The country whose phones are typed without its code.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { renderWhole } from "../../../test/render";

it("is chosen by its name, saved at once, and shows how a number is then read", async () => {
  const user = userEvent.setup();
  const { mock } = renderWhole({ path: "/settings" });
  const country = await screen.findByTestId("country");
  expect(country).toHaveValue("Algérie");
  expect(screen.getByText(/0550 12 34 56.* est lu comme .*\+213 550 12 34 56/)).toBeVisible();
  await user.click(country);
  await user.clear(country);
  await user.type(country, "tunis{Enter}");
  await waitFor(() => expect(country).toHaveValue("Tunisie"));
  expect(await screen.findByText("Réglages enregistrés")).toBeVisible();
  expect(await screen.findByText(/20 123 456.* est lu comme .*\+216 20 123 456/)).toBeVisible();
  const inputs = mock.calls.filter(({ command }) => command === "settings_update");
  expect(inputs.map(({ args }) => args.input)).toEqual([
    { name: "Numérique Didouche", language: "fr", theme: "system", country: "TN" },
  ]);
});

it("has its name in Arabic, its numbers from the left", async () => {
  renderWhole({ path: "/settings", language: "ar" });
  expect(await screen.findByTestId("country")).toHaveValue("الجزائر");
  expect(screen.getByText(/\u20660550 12 34 56\u2069/)).toBeVisible();
  await expectNoAxeViolations();
});

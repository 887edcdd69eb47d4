// What is said for a few seconds leaves the title and the keyboard alone.
import { screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { notifyDone, notifyWarning } from "../src/components/notify";
import { renderWhole } from "./render";

test("notices stand at the bottom and leave the keyboard where it is", async () => {
  renderWhole({ path: "/settings" });
  const field = await screen.findByTestId("settings-name");
  field.focus();
  notifyDone("Vente enregistrée.", { label: "Reçu", run: vi.fn() });
  notifyWarning({
    about: "platform-1",
    text: "Atlas IPTV : crédit bas.",
    action: "Recharger",
    actionName: "Recharger Atlas IPTV",
    onAction: vi.fn(),
  });
  const done = await screen.findByText("Vente enregistrée.");
  await screen.findByRole("button", { name: "Recharger Atlas IPTV" });
  expect(field).toHaveFocus();
  expect(done.closest(".rasid-notices")).toHaveAttribute("data-position", "bottom-center");
});

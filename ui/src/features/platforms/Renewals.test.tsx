import { screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { outlook } from "../../../test/mockOutlook";
import { renderApp } from "../../../test/render";
import type { PlatformOutlook } from "../../api";
import PlatformsScreen from "./PlatformsScreen";

const plain = (text: string | null | undefined) => text?.replace(/[\u2066\u2069]/g, "");

test("a card says what the renewals coming due will take", async () => {
  const { container } = renderApp(<PlatformsScreen />, { path: "/platforms" });
  const enough = await screen.findByTestId("renewals-1");
  expect(plain(enough.textContent)).toContain("Renouvellements d’ici 7 jours : 3 · 45,00\u00a0USD");
  expect(plain(enough.textContent)).toContain(
    "Renouvellements d’ici 30 jours : 8 · 120,00\u00a0USD",
  );
  expect(screen.queryByTestId("renewals-short-1")).toBeNull();
  const card = screen.getByRole("article", { name: "StreamHub" });
  expect(within(card).getByTestId("renewals-short-2")).toHaveTextContent(
    "Le crédit ne couvre pas tout : il en manquera dans 3 jours.",
  );
  // All of the thirty days come within seven: said once.
  expect(within(card).queryByText(/30 jours/)).toBeNull();
  expect(screen.queryByTestId("renewals-3")).toBeNull();
  await expectNoAxeViolations(container);
});

test("credit that falls short today says so", async () => {
  const today = { ...(outlook[1] as PlatformOutlook), lasts_days: 0 };
  renderApp(<PlatformsScreen />, {
    path: "/platforms",
    mock: { platforms_outlook: () => [today] },
  });
  expect(await screen.findByTestId("renewals-short-2")).toHaveTextContent("aujourd’hui");
});

test("the cards don't wait for it, and stand without it", async () => {
  renderApp(<PlatformsScreen />, {
    path: "/platforms",
    mock: { platforms_outlook: () => new Promise(() => undefined) },
  });
  expect(await screen.findByRole("article", { name: "StreamHub" })).toBeVisible();
  expect(screen.queryByTestId("renewals-2")).toBeNull();
});

test("in Arabic", async () => {
  const { container } = renderApp(<PlatformsScreen />, { path: "/platforms", language: "ar" });
  expect(await screen.findByTestId("renewals-short-2")).toHaveTextContent("سينقص بعد 3 أيام");
  expect(screen.getByTestId("renewals-1").textContent).toContain("\u206645,00\u00a0USD\u2069");
  await expectNoAxeViolations(container);
});

// From one screen to another: what both have asked must not be taken for the other's answer.
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { renderWhole } from "./render";

const BROKEN = "Cet écran a rencontré un problème";
const SALES = /Appuyez sur F2 pour faire la première/;
const REPORTS = /faites la première avec F2/;

test.each([
  { from: "/sales", to: "reports", first: SALES, second: REPORTS },
  { from: "/reports", to: "sales", first: REPORTS, second: SALES },
])("with nothing sold, from $from to $to and back", async ({ from, to, first, second }) => {
  const user = userEvent.setup();
  renderWhole({ path: from, state: "empty" });
  expect(await screen.findByText(first)).toBeVisible();
  await user.click(screen.getByTestId(`nav-${to}`));
  expect(await screen.findByText(second)).toBeVisible();
  await user.click(screen.getByTestId(`nav-${from.slice(1)}`));
  expect(await screen.findByText(first)).toBeVisible();
  expect(screen.queryByText(BROKEN)).toBeNull();
});

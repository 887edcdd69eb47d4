import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { quote } from "../../../test/mockQuote";
import { type Rendered, renderApp } from "../../../test/render";
import type { Language, QuoteOffer, RenewalInput } from "../../api";
import SubscriptionsScreen from "./SubscriptionsScreen";

const OFFERS: QuoteOffer[] = [
  { platform_id: "1", platform: "Atlas IPTV", cost: "3083.33", enough: true },
  { platform_id: "2", platform: "StreamHub", cost: "2970.00", enough: false },
];

function reckoned({ platform_id, unit_price, payments }: RenewalInput, offers: QuoteOffer[]) {
  const line = { product_id: "1", platform_id: platform_id ?? "1", quantity: "", discount: "" };
  const whole = quote({
    date: null,
    customer: null,
    note: "",
    lines: [{ ...line, unit_price }],
    payments,
    allow_overdraft: null,
    allow_below_cost: false,
    allow_unnamed_debt: false,
  });
  return { ...whole, lines: whole.lines.map((one) => ({ ...one, offers })) };
}

async function open(offers: QuoteOffer[], language: Language = "fr") {
  const shown = renderApp(<SubscriptionsScreen />, {
    path: "/subscriptions",
    language,
    mock: { subscription_renew_quote: ({ input }) => reckoned(input, offers) },
  });
  await userEvent.click(await screen.findByTestId("renew-103"));
  const dialog = await screen.findByRole("dialog");
  await within(dialog).findByTestId("renew-facts");
  return { shown, dialog };
}

const asked = ({ mock }: Rendered, command: string) =>
  mock.calls.filter((call) => call.command === command).map(({ args }) => args);

test("a renewal can take another platform's credit", async () => {
  const { shown, dialog } = await open(OFFERS);
  const choice = within(dialog).getByTestId("renew-platform");
  expect((choice as HTMLInputElement).value).toMatch(/^Atlas IPTV : .?3.083,33/);
  expect(within(dialog).getByText(/le client y a déjà son accès/)).toBeVisible();
  await userEvent.click(choice);
  await userEvent.click(
    await screen.findByRole("option", { name: "StreamHub : crédit insuffisant", hidden: true }),
  );
  await waitFor(() => expect(within(dialog).getByText("Solde de StreamHub")).toBeVisible());
  expect(within(dialog).queryByText(/le client y a déjà son accès/)).toBeNull();
  await userEvent.click(within(dialog).getByTestId("submit"));
  await waitFor(() =>
    expect(asked(shown, "subscription_renew")).toMatchObject([
      { id: "103", input: { platform_id: "2" } },
    ]),
  );
});

test("left alone, the program chooses", async () => {
  const { shown, dialog } = await open(OFFERS);
  await userEvent.click(within(dialog).getByTestId("submit"));
  await waitFor(() =>
    expect(asked(shown, "subscription_renew")).toMatchObject([{ input: { platform_id: null } }]),
  );
});

test("nothing is to be chosen where there is one offer", async () => {
  const { dialog } = await open([]);
  expect(within(dialog).queryByTestId("renew-platform")).toBeNull();
});

test("in Arabic, and axe finds nothing", async () => {
  const { dialog } = await open(OFFERS, "ar");
  expect(within(dialog).getByLabelText("المنصة")).toBeVisible();
  await expectNoAxeViolations();
});

// What several renewals together left undone for want of credit is renewed alone, from the results.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { type Rendered, renderApp } from "../../../test/render";
import type { AppError, Language } from "../../api";
import SubscriptionsScreen from "./SubscriptionsScreen";

const noCredit: AppError = {
  code: "insufficient_credit",
  message: "insufficient credit",
  details: {
    field: "lines.0.platform_id",
    platform: "Atlas IPTV",
    unit: "USD",
    needed: "12.50",
    available: "3.00",
    missing: "9.50",
  },
};
const another: AppError = { code: "customer_required", message: "", details: { debt: "4500.00" } };

const asked = ({ mock }: Rendered, command: string) =>
  mock.calls.filter((call) => call.command === command).map(({ args }) => args);

/** 104 is renewed, 105 lacks credit, 106 was refused for something else. */
async function results(language: Language = "fr") {
  const shown = renderApp(<SubscriptionsScreen />, {
    path: "/subscriptions",
    language,
    mock: {
      subscriptions_renew: () => [
        { subscription_id: "104", sale: { number: "V-2026-00104" }, error: null },
        { subscription_id: "105", sale: null, error: noCredit },
        { subscription_id: "106", sale: null, error: another },
      ],
    },
  });
  await userEvent.click(await screen.findByTestId("stage-days3"));
  await userEvent.click(await screen.findByTestId("select-all"));
  await userEvent.click(screen.getByTestId("renew-selected"));
  await screen.findByTestId("several-dialog");
  await userEvent.click(screen.getByTestId("submit"));
  await screen.findByTestId("result-105");
  return shown;
}

const button = () => screen.findByTestId("renew-alone-105");

test("is offered where credit was missing only, and says of whom", async () => {
  await results();
  expect(await button()).toHaveTextContent("Renouveler autrement…");
  expect(await button()).toHaveAccessibleDescription("Karim B. · IPTV 12 mois");
  expect(screen.queryByTestId("renew-alone-104")).toBeNull();
  expect(screen.queryByTestId("renew-alone-106")).toBeNull();
});

test("by the keyboard: given up the focus is there again, renewed the line is done", async () => {
  const shown = await results();
  const user = userEvent.setup();
  await waitFor(() => expect(screen.getByTestId("results-close")).toHaveFocus());
  await user.tab({ shift: true });
  expect(await button()).toHaveFocus();
  await user.keyboard("{Enter}");
  const dialog = await screen.findByTestId("renew-dialog");
  await within(dialog).findByTestId("renew-facts");
  await waitFor(() => expect(screen.queryByTestId("result-105")).toBeNull());

  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("renew-facts")).toBeNull());
  await waitFor(async () => expect(await button()).toHaveFocus());

  await user.keyboard("{Enter}");
  await screen.findByTestId("renew-facts");
  await user.click(screen.getByTestId("submit"));
  const line = await screen.findByTestId("result-105");
  await waitFor(() => expect(line).toHaveTextContent(/renouvelé : vente V-2026-00004/));
  expect(screen.queryByTestId("renew-alone-105")).toBeNull();
  expect(asked(shown, "subscription_renew")).toMatchObject([{ id: "105" }]);
  await waitFor(() => expect(screen.getByTestId("results-close")).toHaveFocus());

  // Only what is still undone stays chosen.
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByTestId("renew-selected")).toHaveTextContent("(1)");
  expect(screen.getByTestId("select-106")).toBeChecked();
});

test("in Arabic, and axe finds nothing", async () => {
  await results("ar");
  expect(await button()).toHaveTextContent("التجديد بطريقة أخرى…");
  await expectNoAxeViolations();
});

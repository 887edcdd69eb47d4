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

const noCode: AppError = {
  code: "codes_short",
  message: "",
  details: { product: "IPTV 12 mois", needed: "1", available: "0", field: "lines.0.quantity" },
};

/** 104 lacks a code, 105 credit; `second` answers for 104 without codes. */
async function bothWays(second: () => unknown) {
  let first = true;
  const shown = renderApp(<SubscriptionsScreen />, {
    path: "/subscriptions",
    mock: {
      subscriptions_renew: () => {
        if (!first) return second();
        first = false;
        return [
          { subscription_id: "104", sale: null, error: noCode },
          { subscription_id: "105", sale: null, error: noCredit },
        ];
      },
    },
  });
  await userEvent.click(await screen.findByTestId("stage-days3"));
  await userEvent.click(await screen.findByTestId("select-all"));
  await userEvent.click(screen.getByTestId("renew-selected"));
  await screen.findByTestId("several-dialog");
  await userEvent.click(screen.getByTestId("submit"));
  await userEvent.click(await screen.findByTestId("renew-without-codes"));
  return shown;
}

test("what was refused of those without a code is not said any more behind one renewed alone", async () => {
  await bothWays(() => {
    throw { code: "book_busy", message: "", details: {} };
  });
  const refused = await screen.findByTestId("error-notice");
  expect(within(screen.getByTestId("several-results")).getByTestId("error-notice")).toBe(refused);
  await userEvent.click(await button());
  await screen.findByTestId("renew-facts");
  await userEvent.click(screen.getByTestId("submit"));
  await waitFor(() => expect(screen.getByTestId("result-105")).toHaveTextContent(/renouvelé/));
  expect(screen.queryByTestId("error-notice")).toBeNull();
  // What is still undone stands there as it was.
  expect(screen.getByTestId("result-104")).toHaveTextContent(/Il reste .0. code/);
});

test("one that was to take no code takes none alone either, and no result is lost", async () => {
  let answer = () => {};
  const shown = await bothWays(
    () =>
      new Promise((resolve) => {
        answer = () => resolve([{ subscription_id: "104", sale: null, error: noCredit }]);
      }),
  );
  // Not both at once.
  await waitFor(async () => expect(await button()).toBeDisabled());
  answer();
  const alone = await screen.findByTestId("renew-alone-104");
  await userEvent.click(alone);
  await screen.findByTestId("renew-facts");
  expect(screen.getByTestId("without-codes")).toBeChecked();
  await userEvent.click(screen.getByTestId("submit"));
  await waitFor(() => expect(screen.getByTestId("result-104")).toHaveTextContent(/renouvelé/));
  expect(asked(shown, "subscription_renew")).toMatchObject([
    { id: "104", input: { without_codes: true } },
  ]);
  expect(await button()).toBeEnabled();
  expect(screen.queryByTestId("renew-without-codes")).toBeNull();
});

test("in Arabic, and axe finds nothing", async () => {
  await results("ar");
  expect(await button()).toHaveTextContent("التجديد بطريقة أخرى…");
  await expectNoAxeViolations();
});

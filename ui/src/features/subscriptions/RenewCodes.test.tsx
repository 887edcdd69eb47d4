import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { boardRows } from "../../../test/mockBoard";
import { quote } from "../../../test/mockQuote";
import { type Rendered, renderApp } from "../../../test/render";
import type { AppError, RenewalInput } from "../../api";
import SubscriptionsScreen from "./SubscriptionsScreen";

const short: AppError = {
  code: "codes_short",
  message: "codes short",
  details: { product: "IPTV 12 mois", needed: "1", available: "0", field: "lines.0.quantity" },
};

const asked = ({ mock }: Rendered, command: string) =>
  mock.calls.filter((call) => call.command === command).map(({ args }) => args);

const reckoned = (input: RenewalInput) => ({
  ...quote({
    date: null,
    customer: null,
    note: "",
    lines: [{ product_id: "1", platform_id: "1", quantity: "", unit_price: null, discount: "" }],
    ...input,
  }),
  problems: input.without_codes ? [] : [short],
});

test("a renewal for which there is no code left can do without", async () => {
  const shown = renderApp(<SubscriptionsScreen />, {
    path: "/subscriptions",
    mock: { subscription_renew_quote: ({ input }) => reckoned(input) },
  });
  await userEvent.click(await screen.findByTestId("renew-103"));
  const dialog = await screen.findByRole("dialog");
  expect((await within(dialog).findByTestId("codes-notice")).textContent).toMatch(
    /Il reste .0. code/,
  );
  await userEvent.click(within(dialog).getByTestId("sell-without-codes"));
  await waitFor(() => expect(screen.getByTestId("without-codes")).toHaveFocus());
  await waitFor(() => expect(within(dialog).queryByTestId("codes-notice")).toBeNull());
  await userEvent.keyboard("{Enter}");
  await waitFor(() =>
    expect(asked(shown, "subscription_renew")).toMatchObject([
      { id: "103", input: { without_codes: true } },
    ]),
  );
});

test("of several, those for which a code was missing can be renewed without", async () => {
  const ids = boardRows.filter(({ stage }) => stage === "days3").map(({ id }) => id);
  const [first, ...others] = ids;
  const done = (subscription_id: string) => ({
    subscription_id,
    sale: { number: `V-2026-0${subscription_id}` },
    error: null,
  });
  const shown = renderApp(<SubscriptionsScreen />, {
    path: "/subscriptions",
    mock: {
      subscriptions_renew: ({ ids: these, input }) =>
        these.map((id: string) =>
          id === first && !input.without_codes
            ? { subscription_id: id, sale: null, error: short }
            : done(id),
        ),
    },
  });
  await userEvent.click(await screen.findByTestId("stage-days3"));
  await userEvent.click(await screen.findByTestId("select-all"));
  await userEvent.click(screen.getByTestId("renew-selected"));
  await screen.findByRole("dialog");
  await userEvent.click(screen.getByTestId("submit"));
  const again = await screen.findByTestId("renew-without-codes");
  expect(again.textContent).toBe("Le renouveler sans code du stock");
  expect(screen.getByTestId(`result-${first}`).textContent).toMatch(/Il reste .0. code/);
  await userEvent.click(again);
  await waitFor(() =>
    expect(screen.getByTestId(`result-${first}`).textContent).toContain(`V-2026-0${first}`),
  );
  // The others stand as they were, and nothing is left to be done.
  for (const id of others) {
    expect(screen.getByTestId(`result-${id}`).textContent).toContain(`V-2026-0${id}`);
  }
  expect(screen.queryByTestId("renew-without-codes")).toBeNull();
  const [all, without] = asked(shown, "subscriptions_renew");
  expect(all).toMatchObject({ ids, input: { without_codes: false } });
  expect(without).toMatchObject({ ids: [first], input: { without_codes: true } });
  expect(without?.key).not.toBe(all?.key);
});

import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, test, vi } from "vitest";
import { boardMessage, boardRows } from "../../../test/mockBoard";
import { type Rendered, renderApp } from "../../../test/render";
import type { BoardQuery, RenewalInput } from "../../api";
import SubscriptionsScreen from "./SubscriptionsScreen";
import { STAGES } from "./stages";

type Options = Parameters<typeof renderApp>[1];

const show = (options: Options = {}) =>
  renderApp(<SubscriptionsScreen />, { path: "/subscriptions", ...options });

const asked = ({ mock }: Rendered, command: string) =>
  mock.calls.filter((call) => call.command === command).map(({ args }) => args);

const rowsShown = () => screen.queryAllByTestId(/^subscription-\d+$/);

const cash = (amount: string): RenewalInput => ({
  platform_id: null,
  unit_price: null,
  payments: [{ method_id: "1", amount }],
  allow_overdraft: null,
  allow_below_cost: false,
  allow_unnamed_debt: false,
  without_codes: false,
});

async function menu(id: string, item: string) {
  await userEvent.click(screen.getByTestId(`more-${id}`));
  // Without layout the menu is taken for one whose button is out of sight.
  await userEvent.click(await screen.findByRole("menuitem", { name: item, hidden: true }));
}

const gone = () => waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());

beforeEach(() => {
  vi.restoreAllMocks();
});

test("begins with what ends today; each stage shows as many rows as it counts", async () => {
  show();
  await screen.findByTestId("subscription-103");
  expect(screen.getByTestId("stage-today")).toHaveAttribute("aria-selected", "true");
  for (const stage of STAGES) {
    await userEvent.click(screen.getByTestId(`stage-${stage}`));
    const there = boardRows.filter((row) => row.stage === stage);
    await waitFor(() =>
      expect(rowsShown().map((row) => row.dataset.testid)).toEqual(
        there.map(({ id }) => `subscription-${id}`),
      ),
    );
    expect(screen.getByTestId(`count-${stage}`)).toHaveTextContent(String(there.length));
    if (there.length === 0) expect(screen.getByTestId("empty-state")).toBeVisible();
  }
});

test("goes to the first stage where something stands, or where the address leads", async () => {
  show({
    mock: {
      subscriptions_board: ({ query }: { query: BoardQuery }) => ({
        counts: STAGES.map((stage) => ({ stage, count: stage === "ended" ? 1 : 0 })),
        rows: query.stage === "ended" ? boardRows.slice(0, 1) : [],
        next: null,
      }),
    },
  });
  await screen.findByTestId("subscription-101");
  expect(screen.getByTestId("stage-ended")).toHaveAttribute("aria-selected", "true");
});

test("the address can ask for a stage", async () => {
  window.history.replaceState(null, "", "?stage=paused");
  show();
  expect(await screen.findByTestId("resume-109")).toBeVisible();
  expect(window.location.search).toBe("");
});

test("a search counts and shows the same, and finding nothing offers to clear it", async () => {
  show();
  await screen.findByTestId("subscription-103");
  await userEvent.type(screen.getByTestId("subscriptions-search"), "streaming");
  const empty = await screen.findByTestId("empty-state");
  expect(screen.getByTestId("count-today")).toHaveTextContent("0");
  expect(screen.getByTestId("count-days3")).toHaveTextContent("1");
  await userEvent.click(within(empty).getByRole("button"));
  expect(await screen.findByTestId("subscription-103")).toBeVisible();
});

test("says how far the end is, and who was told", async () => {
  show();
  await userEvent.click(await screen.findByTestId("stage-days3"));
  expect(await screen.findByTestId("subscription-104")).toHaveTextContent("demain");
  expect(screen.getByTestId("subscription-104")).toHaveTextContent("À prévenir");
  expect(screen.getByTestId("subscription-105")).toHaveTextContent("dans 3 jours");
  expect(screen.getByTestId("told-105")).toHaveTextContent("31/01/2026");
});

test("renewing is one click and Enter; twice Enter renews once", async () => {
  const shown = show();
  await userEvent.click(await screen.findByTestId("renew-103"));
  const dialog = await screen.findByRole("dialog", { name: "Renouveler IPTV 12 mois" });
  await waitFor(() => expect(screen.getByTestId("renew-amount")).toHaveFocus());
  const term = await screen.findByTestId("renew-term");
  expect(term).toHaveTextContent("31/01/2026");
  expect(term).toHaveTextContent("31/01/2027");
  expect(within(dialog).getByTestId("renew-profit")).toHaveTextContent("1 416,67");
  await userEvent.keyboard("{Enter}{Enter}");
  await gone();
  const sent = asked(shown, "subscription_renew");
  expect(sent).toEqual([
    { key: expect.stringMatching(/^[\da-f-]{36}$/), id: "103", input: cash("") },
  ]);
  expect(await screen.findByText(/renouvelé jusqu’au .*V-2026-00004/)).toBeVisible();
  expect(await screen.findByTestId("empty-state")).toHaveTextContent("aujourd’hui");
});

test("price, amount and paying later go to the program as typed", async () => {
  const shown = show();
  await userEvent.click(await screen.findByTestId("renew-103"));
  await userEvent.type(await screen.findByTestId("renew-price"), "4 200,50");
  await userEvent.click(screen.getByTestId("pay-later"));
  expect(screen.queryByTestId("renew-amount")).not.toBeInTheDocument();
  // The answer to what was typed is there, and asks for nothing more.
  await waitFor(() => expect(screen.getByTestId("renew-debt")).toHaveTextContent(/4.200,50/));
  await userEvent.click(screen.getByTestId("submit"));
  await waitFor(() => expect(asked(shown, "subscription_renew")).toHaveLength(1));
  expect(asked(shown, "subscription_renew")[0]?.input).toEqual({
    ...cash(""),
    unit_price: "4 200,50",
    payments: [],
  });
});

test("a loss has to be agreed to, and a passing customer can't pay later", async () => {
  const shown = show();
  await userEvent.click(await screen.findByTestId("stage-ended"));
  await userEvent.click(await screen.findByTestId("renew-102"));
  expect(await screen.findByTestId("pay-later")).toBeDisabled();
  await userEvent.type(screen.getByTestId("renew-price"), "100");
  await screen.findByTestId("loss-notice");
  await userEvent.click(screen.getByTestId("submit"));
  expect(screen.getByTestId("at-loss")).toHaveFocus();
  expect(asked(shown, "subscription_renew")).toHaveLength(0);
  await userEvent.keyboard(" ");
  await userEvent.click(screen.getByTestId("submit"));
  await gone();
  expect(asked(shown, "subscription_renew")[0]?.input).toMatchObject({ allow_below_cost: true });
});

test("without credit it is renewed with a reason, or not at all", async () => {
  const missing = {
    code: "insufficient_credit",
    message: "",
    details: {
      field: "lines.0.platform_id",
      platform: "Atlas IPTV",
      unit: "USD",
      needed: "12.50",
      available: "2.00",
      missing: "10.50",
    },
  };
  let short = true;
  const shown = show({
    mock: {
      subscription_renew_quote: ({ input }: { input: RenewalInput }) => ({
        lines: [],
        total: "4500.00",
        cost: "3083.33",
        fees: "0.00",
        profit: "1416.67",
        margin: "31.48",
        paid: "4500.00",
        change: "0.00",
        advance: "0.00",
        debt: "0.00",
        rest: "4500.00",
        problems: input.allow_overdraft === null ? [missing] : [],
      }),
      subscription_renew: () => {
        if (short) throw missing;
        return { number: "V-2026-00009", subscriptions: [] };
      },
    },
  });
  await userEvent.click(await screen.findByTestId("renew-103"));
  await screen.findByTestId("credit-notice");
  await userEvent.click(screen.getByTestId("submit"));
  // The ways on are where the focus is.
  await waitFor(() => expect(screen.getByTestId("deposit-1")).toHaveFocus());
  short = false;
  await userEvent.click(screen.getByTestId("sell-now"));
  await userEvent.click(screen.getByTestId("submit"));
  expect(await screen.findByText(/Écrivez la raison/)).toBeVisible();
  await userEvent.type(screen.getByTestId("overdraft-reason"), "Recharge ce soir{Enter}");
  await gone();
  expect(asked(shown, "subscription_renew").at(-1)?.input).toMatchObject({
    allow_overdraft: "Recharge ce soir",
  });
});

test("several renewals answer line by line, and what failed stays selected", async () => {
  const shown = show();
  await userEvent.click(await screen.findByTestId("stage-days3"));
  for (const id of ["104", "105", "106"]) {
    await userEvent.click(await screen.findByTestId(`select-${id}`));
  }
  await userEvent.click(screen.getByTestId("renew-selected"));
  const sums = await screen.findByTestId("several-sums");
  // What they come to is known before anything is recorded.
  expect(sums).toHaveTextContent(/À encaisser.*9.950,00.DA.*Coût.*6.814,66.DA/);
  expect(screen.getByTestId("several-credit-1")).toHaveTextContent("25,00 USD");
  await userEvent.click(await screen.findByTestId("pay-later"));
  await userEvent.keyboard("{Enter}{Enter}");
  expect(await screen.findByTestId("result-104")).toHaveTextContent("V-2026-00004");
  expect(screen.getByTestId("result-105")).toHaveTextContent("V-2026-00004");
  expect(screen.getByTestId("result-106")).toHaveTextContent("Choisissez un client connu");
  const sent = asked(shown, "subscriptions_renew");
  expect(sent).toHaveLength(1);
  expect(sent[0]).toMatchObject({ ids: ["104", "105", "106"], input: { payments: [] } });
  await userEvent.keyboard("{Escape}");
  await gone();
  await waitFor(() => expect(rowsShown()).toHaveLength(1));
  expect(screen.getByTestId("select-106")).toBeChecked();
  expect(screen.getByTestId("renew-selected")).toHaveTextContent("(1)");
});

test("a message that was copied is told once, and the row says so", async () => {
  const user = userEvent.setup();
  const write = vi.spyOn(navigator.clipboard, "writeText");
  const shown = show();
  await user.click(await screen.findByTestId("stage-days3"));
  await user.click(await screen.findByTestId("message-104"));
  expect(await screen.findByTestId("message-text")).toHaveValue(boardMessage.text);
  await user.click(screen.getByTestId("message-copy"));
  await gone();
  expect(write).toHaveBeenCalledWith(boardMessage.text);
  expect(await screen.findByTestId("told-104")).toBeVisible();
  expect(asked(shown, "subscription_told")).toEqual([{ id: "104" }]);
});

test("where nothing takes WhatsApp's link the text is copied, and that is said", async () => {
  const user = userEvent.setup();
  const shown = show({ mock: { message_open: () => false } });
  await user.click(await screen.findByTestId("message-103"));
  await waitFor(() => expect(screen.getByTestId("message-open")).toHaveFocus());
  await user.keyboard("{Enter}");
  expect(await screen.findByTestId("message-said")).toHaveTextContent("Le texte est copié");
  expect(asked(shown, "message_open")).toEqual([{ link: boardMessage.link }]);
  await user.click(screen.getByTestId("message-copy"));
  await gone();
  expect(asked(shown, "subscription_told")).toHaveLength(1);
});

test("without a phone or a clipboard it says what is left to do, and tells nobody", async () => {
  const user = userEvent.setup();
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("denied"));
  const shown = show({ mock: { subscription_message: () => ({ ...boardMessage, link: null }) } });
  await user.click(await screen.findByTestId("message-103"));
  await screen.findByTestId("message-text");
  expect(screen.queryByTestId("message-open")).not.toBeInTheDocument();
  await user.click(screen.getByTestId("message-copy"));
  expect(await screen.findByTestId("message-said")).toHaveTextContent("Ctrl+C");
  expect(asked(shown, "subscription_told")).toHaveLength(0);
});

test("cancelling needs a reason", async () => {
  const shown = show();
  await userEvent.click(await screen.findByTestId("stage-days7"));
  await screen.findByTestId("subscription-107");
  await menu("107", "Annuler l’abonnement");
  const reason = await screen.findByTestId("reason");
  await waitFor(() => expect(reason).toHaveFocus());
  await userEvent.keyboard("{Enter}");
  expect(await screen.findByText("Écrivez la raison.")).toBeVisible();
  expect(asked(shown, "subscription_cancel")).toHaveLength(0);
  await userEvent.type(reason, "Le client arrête{Enter}");
  await gone();
  expect(asked(shown, "subscription_cancel")).toEqual([{ id: "107", reason: "Le client arrête" }]);
});

test("a pause, its end, and passing on", async () => {
  const shown = show();
  await userEvent.click(await screen.findByTestId("stage-days7"));
  await screen.findByTestId("subscription-107");
  await menu("107", "Passer à un autre client");
  const customer = await screen.findByTestId("transfer-customer");
  await waitFor(() => expect(customer).toHaveFocus());
  await userEvent.click(screen.getByTestId("submit"));
  expect(await screen.findByText("Choisissez le client dans la liste.")).toBeVisible();
  await userEvent.type(customer, "karim{Enter}");
  await waitFor(() => expect(customer).toHaveValue("Karim B."));
  await userEvent.click(screen.getByTestId("submit"));
  await gone();
  expect(asked(shown, "subscription_transfer")).toEqual([
    { id: "107", customerId: "1", reason: "" },
  ]);
  await menu("107", "Mettre en pause");
  await userEvent.type(await screen.findByTestId("reason"), "En voyage{Enter}");
  await gone();
  expect(asked(shown, "subscription_pause")).toEqual([{ id: "107", reason: "En voyage" }]);
  await userEvent.click(screen.getByTestId("stage-paused"));
  await userEvent.click(await screen.findByTestId("resume-109"));
  expect(await screen.findByText(/est repoussée du nombre de jours/)).toBeVisible();
  await userEvent.click(screen.getByTestId("confirm"));
  await gone();
  expect(asked(shown, "subscription_resume")).toEqual([{ id: "109" }]);
});

test("what has ended can only be renewed; its history says what happened to it", async () => {
  show();
  await screen.findByTestId("subscription-103");
  await userEvent.click(screen.getByTestId("more-103"));
  const items = await screen.findAllByRole("menuitem", { hidden: true });
  expect(items.map((item) => item.textContent)).toEqual([
    "Historique",
    expect.stringMatching(/^Voir la vente/),
  ]);
  await userEvent.click(items[0] as HTMLElement);
  const list = await screen.findByRole("list", { name: "Ce qui est arrivé à cet abonnement" });
  expect(list).toHaveTextContent("Repris : fin repoussée de 15 jours");
  expect(list).toHaveTextContent("Passé à Karim B.");
});

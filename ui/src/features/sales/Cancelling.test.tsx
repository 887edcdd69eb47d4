// What cancelling a sale, or one line of it, would do is said before; what was done, behind.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { sale } from "../../../test/fixtures";
import { cancelQuote } from "../../../test/mockCancel";
import type { Handlers } from "../../../test/mockIpc";
import { renderApp } from "../../../test/render";
import type { Access, CancelQuote, Language, SaleLine } from "../../api";
import SalesScreen from "./SalesScreen";

const user = userEvent;
const [first] = sale.lines;
if (!first) throw new Error("the fixtures hold no line");
const access: Access = { kind: "login", content: "amine / s3cret" };
const card: SaleLine = {
  ...first,
  id: "2",
  product: "Carte 10 EUR",
  total: "1500.00",
  credit: "5.00",
};
const two = {
  ...sale,
  id: "7",
  total: "6000.00",
  paid: "6000.00",
  debt: "0.00",
  lines: [first, card],
};

function open(mock: Handlers = {}, language: Language = "fr") {
  return renderApp(<SalesScreen />, {
    language,
    path: `/sales/${two.id}`,
    mock: {
      sale_get: () => two,
      sale_cancel_quote: ({ input }) => cancelQuote(two, input),
      sale_cancel: () => ({ ...two, lines: [first, { ...card, returned: true }] }),
      ...mock,
    },
  });
}

async function cancelling(mock: Handlers = {}, language: Language = "fr") {
  const rendered = open(mock, language);
  await user.click(await screen.findByTestId("sale-cancel"));
  return { ...rendered, dialog: await screen.findByRole("dialog") };
}

const said = () => screen.getByTestId("cancel-consequences").textContent ?? "";

test("one line is named in the title and on the button, and only its figures are said", async () => {
  const { dialog, mock } = await cancelling();
  await waitFor(() => expect(said()).toMatch(/6.000,00.DA.* sont rendus au client \(.*Espèces/));
  expect(screen.getByTestId("submit")).toHaveTextContent("Annuler la vente");
  await user.click(screen.getByRole("checkbox", { name: /IPTV 12 mois/ }));
  expect(within(dialog).getByRole("heading")).toHaveTextContent(
    /Annuler la ligne « .?Carte 10 EUR.? » de la vente/,
  );
  expect(screen.getByTestId("submit")).toHaveTextContent(/^Annuler la ligne « .?Carte 10 EUR.? »$/);
  await waitFor(() => expect(said()).toMatch(/1.500,00.DA.* sont rendus au client/));
  expect(said()).toMatch(/5,00.USD.* reviennent sur .*Atlas IPTV/);
  expect(said()).not.toMatch(/6.000,00|abonnement/);
  await user.click(screen.getByRole("radio", { name: "Le garder en avance" }));
  await waitFor(() => expect(said()).toMatch(/1.500,00.DA.* restent au client, en avance/));
  await user.type(screen.getByTestId("cancel-reason"), "Erreur{Enter}");
  expect(await screen.findByRole("status")).toHaveTextContent(
    /Ligne « .?Carte 10 EUR.? » annulée sur la vente/,
  );
  expect(screen.queryByRole("dialog")).toBeNull();
  const sent = mock.calls.find(({ command }) => command === "sale_cancel")?.args;
  expect(sent).toMatchObject({
    id: "7",
    input: { lines: ["2"], keep_money: true, reason: "Erreur" },
  });
});

test("the debt before and after, what is lost and what ends", async () => {
  const quote: CancelQuote = {
    whole: false,
    refunds: [],
    credits: [
      {
        platform_id: "1",
        platform: "Atlas IPTV",
        unit: "USD",
        decimals: 2,
        returned: "3.00",
        lost: "2.00",
      },
    ],
    ending: 2,
    debt_before: "4000.00",
    debt: "2500.00",
  };
  await cancelling({ sale_cancel_quote: () => quote });
  await waitFor(() =>
    expect(said()).toMatch(/La créance passe de .*4.000,00.DA.* à .*2.500,00.DA/),
  );
  expect(said()).toContain("Rien n’est rendu au client.");
  expect(said()).toMatch(/3,00.USD.* reviennent sur/);
  expect(said()).toMatch(/2,00.USD.* ne reviennent pas sur/);
  expect(said()).toContain("2 abonnements ouverts par cette vente prennent fin.");
});

test("nothing is said of another choice while the answer is on its way, nor of none", async () => {
  let answer = () => {};
  const { mock } = await cancelling({
    sale_cancel_quote: ({ input }) =>
      input.lines.length === 0
        ? cancelQuote(two, input)
        : new Promise((resolve) => {
            answer = () => resolve(cancelQuote(two, input));
          }),
  });
  await waitFor(() => expect(said()).toMatch(/6.000,00/));
  await user.click(screen.getByRole("checkbox", { name: /IPTV 12 mois/ }));
  expect(said()).toBe("Chargement…");
  answer();
  await waitFor(() => expect(said()).toMatch(/1.500,00/));
  const asked = mock.calls.filter(({ command }) => command === "sale_cancel_quote").length;
  // No line at all would ask for the whole sale.
  await user.click(screen.getByRole("checkbox", { name: /Carte 10 EUR/ }));
  expect(said()).toBe("Choisissez au moins une ligne.");
  expect(screen.getByTestId("submit")).toBeDisabled();
  expect(mock.calls.filter(({ command }) => command === "sale_cancel_quote")).toHaveLength(asked);
});

test("a quote that is refused says why, and no figures", async () => {
  await cancelling({
    sale_cancel_quote: () => {
      throw { code: "already_cancelled", message: "", details: { number: "V-2026-00007" } };
    },
  });
  expect(await screen.findByTestId("error-notice")).toHaveTextContent("V-2026-00007");
  expect(said()).not.toMatch(/DA|USD/);
});

test("a line that was cancelled is handed nothing any more, and is in no message", async () => {
  const returned = { ...card, returned: true };
  const lines = [
    first,
    { ...returned, access: [access] },
    { ...returned, id: "3", product: "Clé" },
  ];
  open({ sale_get: () => ({ ...two, lines }) });
  const section = await screen.findByRole("region", { name: "Accès livré" });
  expect(within(section).getByText("amine / s3cret")).toBeVisible();
  expect(section).toHaveTextContent(/Carte 10 EUR · annulée/);
  expect(section).not.toHaveTextContent("Clé");
  const names = within(section).getAllByRole("button");
  expect(names).toHaveLength(1);
  expect(names[0]).toHaveAccessibleName(`Accès livré pour ${first.product} (ligne 1)`);
  expect(screen.queryByTestId("access-message")).toBeNull();
});

test("the receipt of each payment is named for its day and amount", async () => {
  const [paid] = sale.payments;
  if (!paid) throw new Error("the fixtures hold no payment");
  const payments = [paid, { ...paid, id: "99", amount: "700.00" }];
  open({ sale_get: () => ({ ...two, payments }) });
  const buttons = await screen.findAllByTestId("payment-receipt");
  expect(new Set(buttons.map((button) => button.getAttribute("aria-label"))).size).toBe(2);
});

test.each(["fr", "ar", "en"] as const)("accessible in %s, one line chosen", async (language) => {
  await cancelling({}, language);
  await user.click(screen.getByRole("checkbox", { name: /IPTV 12 mois/ }));
  await waitFor(() => expect(said()).toMatch(/1.500[.,]00/));
  await expectNoAxeViolations();
});

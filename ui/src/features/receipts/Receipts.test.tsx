import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, test, vi } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { sale, statement } from "../../../test/fixtures";
import { head, paymentReceipt, saleReceipt } from "../../../test/mockReceipts";
import { type Rendered, renderApp } from "../../../test/render";
import CustomersScreen from "../customers/CustomersScreen";
import ReportsScreen from "../reports/ReportsScreen";
import NewSaleScreen from "../sales/NewSaleScreen";
import { SalePage } from "../sales/SalePage";

type Options = Parameters<typeof renderApp>[1];

beforeEach(() => localStorage.clear());

async function open(button: string, options: Options = {}) {
  const user = userEvent.setup();
  const rendered = renderApp(<SalePage id="4" />, options);
  await user.click(await screen.findByTestId(button));
  return { ...rendered, user, preview: await screen.findByTestId("print-preview") };
}

const choose = (name: string) => userEvent.click(screen.getByRole("radio", { name }));
const printed = ({ mock }: Pick<Rendered, "mock">) =>
  mock.calls.filter(({ command }) => command === "print_page").map(({ args }) => args.paper);
/** The engines' narrow spaces and left-to-right islands read as plain spaces. */
const words = (element: Element) =>
  (element.textContent ?? "").replace(/[\u2066\u2069]/g, "").replace(/[\u202f\u00a0]/g, " ");

describe("the receipt of a sale", () => {
  it("says what was bought, what was paid and what is left", async () => {
    const { preview } = await open("sale-receipt");
    const text = words(preview);
    for (const said of [
      "Numérique Didouche",
      "V-2026-00004",
      "31/01/2026 11:02",
      "Karim B.",
      "0550 12 34 56",
      "Jusqu’au 31/01/2027",
      "2 × 6 200,00 DA",
      "Remise −400,00 DA",
      "Total16 500,00 DA",
      "Espèces3 000,00 DA",
      "BaridiMob 02/02/202610 000,00 DA",
      "Payé13 000,00 DA",
      "Reste à payer3 500,00 DA",
      "Solde dû, toutes ventes4 100,00 DA",
    ]) {
      expect(text).toContain(said);
    }
    expect(text).not.toContain("ANNULÉE");
  });

  it.each([
    ["80 mm", "fr"],
    ["80 mm", "ar"],
    ["A4", "fr"],
    ["A4", "ar"],
  ] as const)("bears the shop's letterhead under its name on %s in %s", async (paper, language) => {
    const letterhead = {
      address: "12 rue Didouche\nAlger",
      phone: "+213661203040",
      line: "RC 16/00",
    };
    const { preview } = await open("sale-receipt", {
      mock: { sale_receipt: () => ({ ...saleReceipt, head: { ...head, letterhead, language } }) },
    });
    await choose(paper === "A4" ? "A4" : "Ticket 80 mm");
    expect(preview.querySelector("[lang]")).toHaveAttribute("lang", language);
    const [top] = preview.getElementsByTagName("header");
    expect(words(top as Element)).toMatch(
      /^Numérique Didouche12 rue Didouche\nAlger0661 20 30 40RC 16\/00/,
    );
    const phone = within(top as HTMLElement).getByText("0661 20 30 40");
    expect(phone).toHaveAttribute("dir", "ltr");
  });

  it("has nothing under the shop's name where nothing is kept", async () => {
    const { preview } = await open("sale-receipt");
    const name = within(preview).getAllByText("Numérique Didouche")[0];
    expect(name?.closest("div")?.querySelectorAll("p")).toHaveLength(1);
  });

  it("has no cost, no fee and no profit in it", async () => {
    const { preview } = await open("sale-receipt");
    await choose("A4");
    expect(words(preview)).not.toMatch(/coût|frais|bénéfice|marge|3 083,33|1 416,67|150,00/i);
  });

  it("is in the customer's language, and in another when asked", async () => {
    const { preview } = await open("sale-receipt", {
      mock: { sale_receipt: () => ({ ...saleReceipt, head: { ...head, language: "ar" } }) },
    });
    const paper = preview.querySelector("[lang]");
    expect(paper).toHaveAttribute("lang", "ar");
    expect(paper).toHaveAttribute("dir", "rtl");
    expect(words(preview)).toContain("الباقي للدفع3 500,00 د.ج");
    expect(screen.getByTestId("print")).toHaveTextContent("Imprimer");
    await choose("Français");
    expect(preview.querySelector("[lang]")).toHaveAttribute("dir", "ltr");
    expect(words(preview)).toContain("Reste à payer");
  });

  it("bears a stamp once it was cancelled, and says what stands in advance", async () => {
    const { preview } = await open("sale-receipt", {
      mock: { sale_receipt: () => ({ ...saleReceipt, cancelled: true, balance: "-250.00" }) },
    });
    expect(words(preview)).toContain("ANNULÉE");
    expect(words(preview)).toContain("Avance250,00 DA");
  });

  it("of a passing customer speaks of no balance, and of a day before of no hour", async () => {
    const passing = { ...head, customer: "", phone: "", date: "2026-01-30" };
    const { preview } = await open("sale-receipt", {
      mock: { sale_receipt: () => ({ ...saleReceipt, head: passing, balance: null }) },
    });
    expect(words(preview)).not.toMatch(/Client|Téléphone|Solde|Avance|11:02/);
    expect(words(preview)).toContain("30/01/2026");
  });
});

describe("printing", () => {
  it("takes a roll as long as the receipt, with Enter", async () => {
    const height = vi
      .spyOn(HTMLElement.prototype, "getBoundingClientRect")
      // 100 mm and a bit.
      .mockReturnValue({ ...new DOMRect(), width: 302, height: 380 });
    const rendered = await open("sale-receipt");
    await waitFor(() => expect(screen.getByTestId("print")).toHaveFocus());
    await rendered.user.keyboard("{Enter}");
    await waitFor(() => expect(printed(rendered)).toEqual([{ width: 80, height: 102 }]));
    height.mockRestore();
    const page = screen.getByTestId("print-page");
    expect(page.parentElement).toBe(document.body);
    expect(page.querySelector("style")).toHaveTextContent("size: 80mm 102mm; margin: 0");
  });

  it("takes A4 when chosen, also the next time", async () => {
    const first = await open("sale-receipt");
    await choose("A4");
    await userEvent.click(screen.getByTestId("print"));
    await waitFor(() => expect(printed(first)).toEqual([{ width: 210, height: 297 }]));
    first.unmount();
    await open("sale-receipt");
    expect(screen.getByRole("radio", { name: "A4" })).toBeChecked();
  });

  it("saves as PDF where the engine can", async () => {
    const { mock } = await open("sale-receipt");
    await choose("A4");
    await userEvent.click(await screen.findByTestId("print-pdf"));
    expect(await screen.findByText(/PDF enregistré : .*Reçu V-2026-00004\.pdf/)).toBeVisible();
    expect(mock.calls.find(({ command }) => command === "print_pdf")?.args).toEqual({
      name: "Reçu V-2026-00004",
      paper: { width: 210, height: 297 },
    });
  });

  it("offers no PDF where it can't", async () => {
    const { mock } = await open("sale-receipt", { mock: { print_writes_pdf: () => false } });
    await waitFor(() =>
      expect(mock.calls.some(({ command }) => command === "print_writes_pdf")).toBe(true),
    );
    expect(screen.queryByTestId("print-pdf")).toBeNull();
  });

  it("says why it failed", async () => {
    await open("sale-receipt", {
      mock: {
        print_page: () => {
          throw { code: "bug", message: "", details: { detail: "no window" } };
        },
      },
    });
    await userEvent.click(screen.getByTestId("print"));
    expect(await screen.findByTestId("error-notice")).toBeVisible();
  });
});

describe("the receipt of a payment", () => {
  it("says where the customer stood before and stands after", async () => {
    const { preview } = await open("payment-receipt");
    const text = words(preview);
    expect(text).toContain("Reçu de versement");
    expect(text).toContain("Montant reçu2 000,00 DAEspèces");
    expect(text).toContain("Vente V-2026-00001600,00 DA");
    expect(text).toContain("Gardé en avance500,00 DA");
    expect(text).toContain("Solde avant1 500,00 DA à payer");
    expect(text).toContain("Solde après500,00 DA en avance");
    expect(text).not.toContain("Signature");
    await choose("A4");
    expect(words(preview)).toContain("Signature du client");
    await choose("العربية");
    expect(words(preview)).toContain("الحساب قبلعلى الزبون 1 500,00 د.ج");
  });

  it("of money handed back is called so", async () => {
    const back = { ...paymentReceipt, amount: "-300.00", parts: [], advance: "-300.00" };
    const { preview } = await open("payment-receipt", {
      mock: { payment_receipt: () => ({ ...back, before: "-300.00", after: "0.00" }) },
    });
    expect(words(preview)).toContain("Remboursement");
    expect(words(preview)).toContain("Montant rendu300,00 DA");
    expect(words(preview)).toContain("Rendu sur l’avance300,00 DA");
    expect(words(preview)).toContain("Solde aprèsrien à payer");
  });

  it("is had from a line of the statement, which stays where it is", async () => {
    const { mock } = renderApp(<CustomersScreen />, { path: "/customers/1" });
    const table = within(await screen.findByTestId("statement"));
    await userEvent.click(table.getByTestId("payment-receipt"));
    await screen.findByTestId("print-preview");
    expect(mock.calls.find(({ command }) => command === "payment_receipt")?.args.id).toBe("7");
    expect(window.location.hash).toContain("/customers/1");
  });

  it("is offered once a payment was taken", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<CustomersScreen />, { path: "/customers/1" });
    await user.click(await screen.findByTestId("customer-collect"));
    await waitFor(() => expect(screen.getByTestId("collect-amount")).toHaveFocus());
    await user.keyboard("1000{Enter}");
    await user.click(await screen.findByTestId("notice-next"));
    expect(words(await screen.findByTestId("print-preview"))).toContain("P-000007");
    expect(mock.calls.some(({ command }) => command === "customer_newest_payment")).toBe(true);
  });
});

test("the receipt of the sale just recorded is one button away", async () => {
  const user = userEvent.setup();
  renderApp(<NewSaleScreen />);
  const product = await screen.findByRole("combobox", { name: "Produit" });
  await user.type(product, "iptv");
  await screen.findAllByRole("option", { hidden: true });
  await user.keyboard("{Enter}{Enter}");
  await user.click(await screen.findByTestId("sale-record"));
  await user.click(await screen.findByTestId("last-sale-receipt"));
  expect(words(await screen.findByTestId("print-preview"))).toContain(sale.number);
});

describe("a statement", () => {
  const line = statement.lines[0] as (typeof statement.lines)[number];
  const lines = Array.from({ length: 120 }, (_, index) => ({
    ...line,
    reference: `V-2026-${String(index + 1).padStart(5, "0")}`,
  }));

  it("is printed with all its lines, on A4", async () => {
    const rendered = renderApp(<CustomersScreen />, {
      path: "/customers/1",
      mock: { customer_statement: () => ({ ...statement, lines }) },
    });
    await userEvent.click(await screen.findByTestId("statement-print"));
    const preview = await screen.findByTestId("print-preview");
    for (const { reference } of lines) expect(preview).toHaveTextContent(reference);
    expect(words(preview)).toContain("Reste dû1 500,00 DA");
    expect(screen.queryByRole("radio", { name: "A4" })).toBeNull();
    await userEvent.click(screen.getByTestId("print"));
    await waitFor(() => expect(printed(rendered)).toEqual([{ width: 210, height: 297 }]));
  });

  it("is written as CSV", async () => {
    const { mock } = renderApp(<CustomersScreen />, { path: "/customers/1" });
    await userEvent.click(await screen.findByTestId("export"));
    await userEvent.click(await screen.findByTestId("export-statement-excel-fr"));
    expect(await screen.findByText(/2 lignes exportées/)).toBeVisible();
    expect(mock.calls.find(({ command }) => command === "statement_export")?.args).toEqual({
      id: "1",
      dialect: "excel-fr",
    });
  });
});

describe("a report", () => {
  it("of the profit is printed with its period", async () => {
    renderApp(<ReportsScreen />);
    await screen.findByTestId("profit-table");
    await userEvent.click(screen.getByTestId("report-print"));
    const preview = await screen.findByTestId("print-preview");
    expect(words(preview)).toContain("Bénéfice par Plateforme");
    expect(words(preview)).toContain("Du 01/01/2026 au 31/01/2026");
    expect(within(preview).getAllByRole("row").at(-1)).toHaveTextContent(/^Total/);
  });

  it("of the debts leads nowhere", async () => {
    renderApp(<ReportsScreen />, { path: "/reports/debts" });
    await screen.findByTestId("debts-table");
    await userEvent.click(screen.getByTestId("report-print"));
    const preview = await screen.findByTestId("print-preview");
    expect(words(preview)).toContain("Créances par ancienneté au 31/01/2026");
    expect(words(preview)).toContain("Karim B.");
    expect(within(preview).queryByRole("link")).toBeNull();
  });

  it("with nothing in it is not printed", async () => {
    renderApp(<ReportsScreen />, { state: "empty" });
    await screen.findByTestId("empty-state");
    expect(screen.getByTestId("report-print")).toBeDisabled();
  });
});

test.each(["fr", "ar", "en"] as const)("the preview is accessible in %s", async (language) => {
  await open("payment-receipt", { language, theme: "dark" });
  await expectNoAxeViolations();
});

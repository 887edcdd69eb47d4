import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { book, debtsReport } from "../../../test/fixtures";
import { type Rendered, renderApp } from "../../../test/render";
import ReportsScreen from "./ReportsScreen";

const PATH = "/reports/debts";

function days({ mock }: Pick<Rendered, "mock">) {
  return mock.calls.filter(({ command }) => command === "report_debts").map(({ args }) => args.on);
}

test("the second view of the reports has its own address", async () => {
  const user = userEvent.setup();
  const rendered = renderApp(<ReportsScreen />, { path: "/reports" });
  await screen.findByTestId("profit-table");
  expect(days(rendered)).toEqual([]);
  const view = screen.getByRole("radio", { name: "Créances" });
  await user.click(view);
  await screen.findByTestId("debts-table");
  expect(window.location.hash).toBe(`#${PATH}`);
  expect(view).toHaveFocus();
  expect(days(rendered)).toEqual([book.today]);
});

test("each debt stands in its ages, and all of them add up in the last row", async () => {
  renderApp(<ReportsScreen />, { path: PATH });
  const table = await screen.findByRole("table", { name: /Créances par ancienneté/ });
  const old = screen.getByTestId("debt-4");
  expect(old).toHaveTextContent(/2.500,00/);
  expect(old).toHaveTextContent(/9.000,00/);
  expect(old).toHaveTextContent("0770 11 22 33");
  expect(within(old).getByText("À relancer")).toBeVisible();
  expect(screen.getByTestId("debt-1")).toHaveTextContent("10/02/2026");
  expect(screen.getByTestId("debt-passing")).toHaveTextContent("Clients de passage");
  const total = within(table).getByText("Total").closest('[role="row"]');
  expect(total).toHaveTextContent(/13.950,00/);
  expect(total).toHaveTextContent(/2.450,00/);
});

test("with room each age has its column, nothing of an age is a dash, the total stands above", async () => {
  const wide = vi
    .spyOn(window, "matchMedia")
    .mockImplementation(
      (media) =>
        ({ matches: true, media, addEventListener() {}, removeEventListener() {} }) as never,
    );
  renderApp(<ReportsScreen />, { path: PATH });
  expect(await screen.findByTestId("debts-total")).toHaveTextContent(/Total dû.*13.950,00/);
  expect(screen.getByRole("columnheader", { name: "61–90 jours" })).toBeVisible();
  expect(screen.getByTestId("debt-4")).toHaveTextContent(/–2.500,00–9.000,00/);
  wide.mockRestore();
});

test("on a small window the ages that there are stand under each other, named", async () => {
  renderApp(<ReportsScreen />, { path: PATH });
  const row = await screen.findByTestId("debt-4");
  expect(within(row).getByText("31–60 jours").parentElement).toHaveTextContent(/2.500,00/);
  expect(within(row).queryByText("0–30 jours")).toBeNull();
});

test("only those to be reminded, with the total said to be that of all", async () => {
  const user = userEvent.setup();
  renderApp(<ReportsScreen />, { path: PATH });
  await screen.findByTestId("debt-1");
  await user.click(screen.getByRole("switch", { name: "À relancer seulement" }));
  expect(screen.queryByTestId("debt-1")).toBeNull();
  expect(screen.getByTestId("debt-4")).toBeVisible();
  expect(screen.getByText("Total de toutes les créances")).toBeVisible();
});

test("nobody to be reminded leads back to all", async () => {
  const user = userEvent.setup();
  const rows = debtsReport.rows.filter((row) => !row.due);
  renderApp(<ReportsScreen />, {
    path: PATH,
    mock: { report_debts: () => ({ ...debtsReport, rows }) },
  });
  await user.click(await screen.findByTestId("debts-due"));
  await user.click(screen.getByRole("button", { name: "Voir toutes les créances" }));
  expect(await screen.findByTestId("debt-1")).toBeVisible();
});

test("a row leads to the customer, by key or by its link", async () => {
  const user = userEvent.setup();
  renderApp(<ReportsScreen />, { path: PATH });
  const row = await screen.findByTestId("debt-4");
  expect(within(row).getByRole("link", { name: "Samir" })).toHaveAttribute("href", "/customers/4");
  row.focus();
  await user.keyboard("{Enter}");
  expect(window.location.hash).toBe("#/customers/4");
});

test("a past day is asked for and exported, a day to come is neither", async () => {
  const user = userEvent.setup();
  const rendered = renderApp(<ReportsScreen />, { path: PATH });
  await screen.findByTestId("debts-table");
  const on = screen.getByTestId("debts-on");
  await user.clear(on);
  await user.type(on, "15/01/2026{Enter}");
  await waitFor(() => expect(days(rendered).at(-1)).toBe("2026-01-15"));
  await user.click(screen.getByTestId("export"));
  await user.click(await screen.findByTestId("export-debts-excel-fr"));
  await waitFor(() =>
    expect(
      rendered.mock.calls.find(({ command }) => command === "export_dataset")?.args,
    ).toMatchObject({ dataset: "debts", from: null, to: "2026-01-15" }),
  );
  const asked = days(rendered).length;
  await user.clear(on);
  await user.type(on, "15/02/2026{Enter}");
  await waitFor(() => expect(on).toBeInvalid());
  expect(on).toHaveAccessibleDescription(/dans le futur/);
  expect(days(rendered)).toHaveLength(asked);
  expect(screen.getByTestId("export")).toBeDisabled();
  // The debts of the day before are not shown under this one, nor under what is no day at all.
  expect(screen.queryByTestId("debts-table")).toBeNull();
  expect(screen.queryByTestId("debts-total")).toBeNull();
  await user.clear(on);
  await user.type(on, "31/02/2026{Enter}");
  await waitFor(() => expect(on).toHaveAccessibleDescription(/31\/02\/2026/));
  expect(screen.queryByTestId("debts-table")).toBeNull();
  await user.clear(on);
  await user.type(on, "15/01/2026{Enter}");
  expect(await screen.findByTestId("debts-table")).toBeVisible();
});

test("where an advance covers a debt, what is left stands under it", async () => {
  const rows = debtsReport.rows.map((row) =>
    row.customer_id === "1" ? { ...row, owed: "300.00" } : row,
  );
  renderApp(<ReportsScreen />, {
    path: PATH,
    mock: { report_debts: () => ({ ...debtsReport, rows, owed: "12750.00" }) },
  });
  expect(await screen.findByTestId("debt-1")).toHaveTextContent(
    /1.500,00.*Reste .*300,00.DA.*, avance déduite/,
  );
  expect(screen.getByTestId("debt-4")).not.toHaveTextContent("avance");
  expect(screen.getByTestId("debts-total")).toHaveTextContent(/13.950,00.*Reste .*12.750,00/);
});

test("a day without debts says so", async () => {
  renderApp(<ReportsScreen />, { path: PATH, state: "empty" });
  const empty = await screen.findByTestId("empty-state");
  expect(empty).toHaveTextContent(/Aucune créance au .*31\/01\/2026/);
});

test.each(["fr", "ar", "en"] as const)("debts are accessible in %s", async (language) => {
  const { container } = renderApp(<ReportsScreen />, { path: PATH, language });
  await screen.findByTestId("debts-table");
  await expectNoAxeViolations(container);
});

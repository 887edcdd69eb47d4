import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { book, profitRows, saleRows } from "../../../test/fixtures";
import { renderApp } from "../../../test/render";
import { isReversed, periodOf } from "./period";
import { formatMonth } from "./profitColumns";
import ReportsScreen from "./ReportsScreen";

describe("periods", () => {
  test("both days are included, months end where they end", () => {
    expect(periodOf("today", "2026-01-31")).toMatchObject({ from: "2026-01-31", to: "2026-01-31" });
    expect(periodOf("month", "2026-03-09")).toMatchObject({ from: "2026-03-01", to: "2026-03-09" });
    expect(periodOf("lastMonth", "2026-01-31")).toMatchObject({
      from: "2025-12-01",
      to: "2025-12-31",
    });
    expect(periodOf("lastMonth", "2028-03-31")).toMatchObject({
      from: "2028-02-01",
      to: "2028-02-29",
    });
    expect(periodOf("year", "2026-03-09")).toMatchObject({ from: "2026-01-01", to: "2026-03-09" });
    expect(periodOf("all", "2026-03-09")).toMatchObject({ from: null, to: null });
  });

  test("chosen days start from what was shown", () => {
    const shown = periodOf("month", "2026-03-09");
    expect(periodOf("days", "2026-03-09", shown)).toEqual({ ...shown, preset: "days" });
    expect(isReversed({ preset: "days", from: "2026-03-10", to: "2026-03-09" })).toBe(true);
    expect(isReversed({ preset: "days", from: null, to: "2026-03-09" })).toBe(false);
  });
});

test("months are named in each language, with Western digits", () => {
  expect(formatMonth("2026-01", "fr")).toBe("janvier 2026");
  expect(formatMonth("2026-01", "en")).toBe("January 2026");
  expect(formatMonth("2026-01", "ar")).toMatch(/2026/);
});

test("this month by platform first; grouping and period ask the program", async () => {
  const { mock } = renderApp(<ReportsScreen />);
  const table = await screen.findByTestId("profit-table");
  expect(within(table).getAllByText(profitRows[0]?.label ?? "").length).toBe(1);
  expect(within(table).getByText("Total")).toBeTruthy();
  const asked = () => mock.calls.findLast(({ command }) => command === "report_profit")?.args;
  expect(asked()).toEqual({
    by: "platform",
    from: `${book.today.slice(0, 7)}-01`,
    to: book.today,
  });
  await userEvent.click(screen.getByRole("radio", { name: "Client" }));
  await waitFor(() => expect(asked()?.by).toBe("customer"));
});

test.each([
  ["Plateforme", "platform"],
  ["Produit", "product"],
  ["Catégorie", "category"],
  ["Client", "customer"],
  ["Paiement", "method"],
  ["Jour", "day"],
  ["Mois", "month"],
])("what is shown by %s can be exported", async (name, by) => {
  const user = userEvent.setup();
  const { mock } = renderApp(<ReportsScreen />);
  await user.click(await screen.findByRole("radio", { name }));
  await user.click(screen.getByTestId("export"));
  await user.click(await screen.findByTestId(`export-profit-by-${by}-excel-fr`));
  await waitFor(() =>
    expect(mock.calls.find(({ command }) => command === "export_dataset")?.args).toMatchObject({
      dataset: `profit-by-${by}`,
    }),
  );
});

test("what belongs to nothing has words of its own", async () => {
  const none = { ...profitRows[0], key: "", label: "" };
  renderApp(<ReportsScreen />, {
    mock: {
      report_profit: ({ by }) => ({ by, from: null, to: null, rows: [none], total: none }),
    },
  });
  expect(await screen.findByText("Sans plateforme")).toBeTruthy();
});

test("the export has the table's days", async () => {
  const { mock } = renderApp(<ReportsScreen />);
  await userEvent.click(await screen.findByTestId("export"));
  await userEvent.click(await screen.findByTestId("export-profit-by-platform-international"));
  await waitFor(() =>
    expect(mock.calls.find(({ command }) => command === "export_dataset")?.args).toMatchObject({
      dataset: "profit-by-platform",
      dialect: "international",
      to: book.today,
    }),
  );
});

test("an empty book has no sale yet, in whatever period", async () => {
  renderApp(<ReportsScreen />, { state: "empty" });
  const empty = await screen.findByTestId("empty-state");
  expect(within(empty).getByText("Pas encore de vente")).toBeVisible();
  expect(within(empty).getByRole("link", { name: "Nouvelle vente" })).toBeVisible();
});

test("nothing sold: says so and offers all dates", async () => {
  const { mock } = renderApp(<ReportsScreen />, {
    state: "empty",
    mock: { sales_page: () => ({ rows: saleRows, next: null }) },
  });
  const empty = await screen.findByTestId("empty-state");
  await userEvent.click(within(empty).getByRole("button"));
  await waitFor(() =>
    expect(mock.calls.findLast(({ command }) => command === "report_profit")?.args.from).toBeNull(),
  );
});

test("a chosen day that does not exist is said to be none, and asks nothing", async () => {
  const { mock } = renderApp(<ReportsScreen />);
  await screen.findByTestId("profit-table");
  await userEvent.click(screen.getByTestId("period"));
  await userEvent.click(await screen.findByRole("option", { name: "Jours choisis", hidden: true }));
  const from = screen.getByLabelText("Du");
  const asked = mock.calls.length;
  await userEvent.clear(from);
  await userEvent.type(from, "31/02/2026");
  await userEvent.tab();
  expect(from).toHaveValue("31/02/2026");
  expect(from).toBeInvalid();
  expect(mock.calls).toHaveLength(asked);
  expect(screen.getByTestId("export")).toBeDisabled();
});

test("a failed report says why", async () => {
  renderApp(<ReportsScreen />, {
    mock: {
      report_profit: () => {
        throw { code: "book_damaged", message: "", details: { path: "x", detail: "y" } };
      },
    },
  });
  expect(await screen.findByTestId("error-notice")).toBeTruthy();
});

test.each(["fr", "ar", "en"] as const)("accessible in %s", async (language) => {
  const { container } = renderApp(<ReportsScreen />, { language });
  await screen.findByTestId("profit-table");
  await expectNoAxeViolations(container);
});

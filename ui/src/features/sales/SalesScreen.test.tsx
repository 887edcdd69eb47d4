import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { sale, saleRows } from "../../../test/fixtures";
import { renderApp } from "../../../test/render";
import type { SalesQuery } from "../../api";
import SalesScreen from "./SalesScreen";

const [first] = saleRows;
const owing = saleRows.find(({ status }) => status === "partial" || status === "unpaid");
if (!first || !owing) throw new Error("the fixtures hold no sale with a debt");

test("the list says number, customer, status; Enter opens the sale", async () => {
  const { container } = renderApp(<SalesScreen />, { path: "/sales" });
  const row = await screen.findByTestId(`sale-${first.number}`);
  expect(row.textContent).toContain(first.number);
  await expectNoAxeViolations(container);
  row.focus();
  await userEvent.keyboard("{Enter}");
  expect(window.location.hash).toBe(`#/sales/${first.id}`);
  // And the link above it back to the list.
  await userEvent.click(await screen.findByRole("link", { name: "Toutes les ventes" }));
  expect(await screen.findByTestId("sales-search")).toBeVisible();
});

test("filters ask the program, and finding nothing offers to clear them", async () => {
  const { mock } = renderApp(<SalesScreen />, { path: "/sales" });
  await screen.findByTestId(`sale-${first.number}`);
  await userEvent.type(screen.getByTestId("sales-search"), "zzzz");
  const empty = await screen.findByTestId("empty-state");
  const query = mock.calls.findLast(({ command }) => command === "sales_page")?.args
    .query as SalesQuery;
  expect(query.search).toBe("zzzz");
  await userEvent.click(within(empty).getByRole("button"));
  expect(await screen.findByTestId(`sale-${first.number}`)).toBeTruthy();
});

test("the next page is asked for with the last one's cursor", async () => {
  const page = (before: string | null) =>
    Array.from({ length: 20 }, (_, index) => {
      const id = `${before ?? "first"}-${index}`;
      return { ...first, id, number: id };
    });
  const { mock } = renderApp(<SalesScreen />, {
    path: "/sales",
    mock: {
      sales_page: ({ query }: { query: SalesQuery }) => ({
        rows: page(query.before),
        next: query.before === null ? "second" : null,
      }),
    },
  });
  await screen.findByTestId("sale-first-0");
  const asked = () =>
    mock.calls
      .filter(({ command }) => command === "sales_page")
      .map(({ args }) => (args.query as SalesQuery).before);
  await waitFor(() => expect(asked()).toEqual([null, "second"]));
});

test("a failed reading says why and can be tried again", async () => {
  let fail = true;
  renderApp(<SalesScreen />, {
    path: "/sales",
    mock: {
      sales_page: () => {
        if (fail) throw { code: "book_locked", message: "", details: { path: "x", detail: "" } };
        return { rows: saleRows, next: null };
      },
    },
  });
  const notice = await screen.findByTestId("error-notice");
  fail = false;
  await userEvent.click(within(notice).getByRole("button"));
  expect(await screen.findByTestId(`sale-${first.number}`)).toBeTruthy();
});

test("exporting names the dataset and the dialect", async () => {
  const { mock } = renderApp(<SalesScreen />, { path: "/sales" });
  await userEvent.click(await screen.findByTestId("export"));
  await userEvent.click(await screen.findByTestId("export-payments-excel-fr"));
  await waitFor(() =>
    expect(mock.calls.find(({ command }) => command === "export_dataset")?.args).toEqual({
      dataset: "payments",
      dialect: "excel-fr",
      from: null,
      to: null,
    }),
  );
});

test("taking the rest: the debt stands in the field, Enter takes it", async () => {
  const { mock } = renderApp(<SalesScreen />, { path: `/sales/${owing.id}` });
  await userEvent.click(await screen.findByTestId("sale-pay"));
  const amount = await screen.findByTestId("pay-amount");
  await waitFor(() => expect(document.activeElement).toBe(amount));
  expect((amount as HTMLInputElement).value).toBe(owing.debt.replace(".", ","));
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByTestId("pay-amount")).toBeNull());
  const paid = mock.calls.find(({ command }) => command === "sale_pay")?.args;
  expect(paid).toMatchObject({ id: owing.id, input: { amount: owing.debt.replace(".", ",") } });
});

test("cancelling says in words what happens and sends the reason", async () => {
  const { mock } = renderApp(<SalesScreen />, { path: `/sales/${first.id}` });
  await userEvent.click(await screen.findByTestId("sale-cancel"));
  const dialog = await screen.findByRole("dialog");
  await waitFor(() => expect(dialog.textContent).toMatch(/reviennent sur/));
  expect(dialog.textContent).toContain("La vente garde son numéro");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("cancel-reason")));
  await userEvent.keyboard("Erreur de produit{Enter}");
  await waitFor(() =>
    expect(mock.calls.find(({ command }) => command === "sale_cancel")?.args).toMatchObject({
      id: first.id,
      input: { reason: "Erreur de produit", lines: [], credit: "returned", keep_money: false },
    }),
  );
});

test("credit that is lost and money that is kept are said before and sent", async () => {
  const { mock } = renderApp(<SalesScreen />, { path: `/sales/${first.id}` });
  await userEvent.click(await screen.findByTestId("sale-cancel"));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(await screen.findByRole("radio", { name: "Il est perdu" }));
  await waitFor(() => expect(dialog.textContent).toMatch(/ne reviennent pas sur/));
  await userEvent.click(screen.getByRole("radio", { name: "Le garder en avance" }));
  await waitFor(() => expect(dialog.textContent).toMatch(/restent au client/));
  await userEvent.type(screen.getByTestId("cancel-reason"), "Non livré{Enter}");
  await waitFor(() =>
    expect(mock.calls.find(({ command }) => command === "sale_cancel")?.args).toMatchObject({
      input: { credit: "lost", keep_money: true, method_id: null },
    }),
  );
});

test.each(["fr", "ar", "en"] as const)("a sale's page is accessible in %s", async (language) => {
  const { container } = renderApp(<SalesScreen />, { language, path: `/sales/${first.id}` });
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toContain(first.number);
  expect(screen.getAllByRole("table").length).toBeGreaterThanOrEqual(
    sale.movements.length > 0 ? 2 : 1,
  );
  await expectNoAxeViolations(container);
});

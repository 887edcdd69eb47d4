import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { customers, products, sale } from "../../../test/fixtures";
import { quote } from "../../../test/mockQuote";
import { named, renderApp, renderWhole } from "../../../test/render";
import type { AppError, SaleInput } from "../../api";
import NewSaleScreen from "./NewSaleScreen";

let books = 0;

/** Each test has a book of its own: the draft outlives the screen, but not the book. */
function open(options: Parameters<typeof renderApp>[1] = {}) {
  books += 1;
  return renderApp(<NewSaleScreen />, { ...options, book: { uuid: `new-sale-${books}` } });
}

const [product] = products;
const [customer] = customers;
if (!product || !customer) throw new Error("the fixtures hold no shop");
const letters = (name: string) => name.slice(0, 2).toLowerCase();

function recorded(mock: { calls: { command: string; args: Record<string, unknown> }[] }) {
  return mock.calls
    .filter(({ command }) => command === "sale_record")
    .map(({ args }) => args as { key: string; input: SaleInput });
}

test("a known sale paid in full takes at most eight keys, F2 counted", async () => {
  books += 1;
  const { mock } = renderWhole({ path: "/settings", book: { uuid: `new-sale-${books}` } });
  await screen.findByTestId("settings-name");
  const user = userEvent.setup();
  let pressed = 0;
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await user.keyboard(key);
      pressed += 1;
    }
  };
  await press("{F2}");
  await waitFor(() => expect(screen.getByTestId("sale-product")).toHaveFocus());
  await press(...letters(product.name), "{Enter}");
  await waitFor(() => expect(screen.getByTestId("sale-customer")).toHaveFocus());
  await press(...letters(customer.name), "{Enter}");
  await waitFor(() => expect(screen.getByTestId("sale-received-0")).toHaveFocus());
  await press("{Enter}");
  await waitFor(() => expect(recorded(mock)).toHaveLength(1));
  expect(pressed).toBeLessThanOrEqual(8);
  const input = recorded(mock)[0]?.input;
  expect(input?.lines.map(({ product_id }) => product_id)).toEqual([product.id]);
  expect(input?.customer).toEqual({ id: customer.id });
  // Nothing typed: all of it, in cash.
  expect(input?.payments).toEqual([{ method_id: "1", amount: "" }]);
  expect((await screen.findByTestId("last-sale")).textContent).toContain(sale.number);
  expect(screen.queryByTestId("sale-line-0")).toBeNull();
  await waitFor(() => expect(screen.getByTestId("sale-product")).toHaveFocus());
});

test("the empty field proposes what is sold most, and takes it only once it is gone to", async () => {
  const { mock } = open();
  const field = await screen.findByTestId("sale-product");
  await waitFor(() => expect(field).toHaveFocus());
  const user = userEvent.setup();
  await user.click(field);
  const options = await screen.findAllByRole("option");
  expect(options.map((option) => option.getAttribute("aria-selected"))).not.toContain("true");
  await user.keyboard("{Escape}{ArrowDown}");
  await waitFor(() =>
    expect(screen.getAllByRole("option")[0]).toHaveAttribute("aria-selected", "true"),
  );
  expect(screen.getAllByRole("option")[0]?.textContent).toContain(product.name);
  await user.keyboard("{Enter}");
  expect((await screen.findByTestId("sale-line-0")).textContent).toContain(product.name);
  expect(mock.calls.find(({ command }) => command === "products_to_sell")?.args).toEqual({
    search: "",
  });
});

test("keys faster than the searches still choose what they name", async () => {
  const late = <T,>(answer: T) =>
    new Promise<T>((resolve) => setTimeout(() => resolve(answer), 60));
  const { mock } = open({
    mock: {
      products_list: () => late([product]),
      customers_page: () => late({ rows: [customer], next: null, total: 1 }),
    },
  });
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("sale-product")));
  const user = userEvent.setup({ delay: null });
  await user.keyboard(`${letters(product.name)}{Enter}${letters(customer.name)}{Enter}{Enter}`);
  await waitFor(() => expect(recorded(mock)).toHaveLength(1));
  expect(recorded(mock)[0]?.input.lines[0]?.product_id).toBe(product.id);
  expect(recorded(mock)[0]?.input.customer).toEqual({ id: customer.id });
});

async function withProduct(options: Parameters<typeof renderApp>[1] = {}) {
  const opened = open(options);
  const user = userEvent.setup();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("sale-product")));
  await user.keyboard(`${letters(product?.name ?? "")}{Enter}`);
  await screen.findByTestId("sale-line-0");
  return { ...opened, user };
}

test("what was received goes to the program as it was typed", async () => {
  const { mock, user } = await withProduct();
  await user.keyboard("{Enter}0{Enter}");
  await waitFor(() => expect(recorded(mock)).toHaveLength(1));
  expect(recorded(mock)[0]?.input.payments).toEqual([{ method_id: "1", amount: "0" }]);
  expect(recorded(mock)[0]?.input.customer).toBeNull();
});

test("an unknown name becomes a new customer with a phone", async () => {
  const { mock, user } = await withProduct();
  await user.keyboard("Zoubida");
  await screen.findByRole("option", { name: /Zoubida/ });
  await user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("sale-phone")));
  await user.keyboard("0550123456{Enter}{Enter}");
  await waitFor(() => expect(recorded(mock)).toHaveLength(1));
  expect(recorded(mock)[0]?.input.customer).toEqual({ name: "Zoubida", phone: "0550123456" });
});

function withProblems(...problems: AppError[]) {
  return { sale_quote: ({ input }: { input: SaleInput }) => ({ ...quote(input), problems }) };
}

test("a line that cannot be read does not lend another's figures", async () => {
  await withProduct({
    mock: {
      sale_quote: ({ input }: { input: SaleInput }) => {
        const whole = quote(input);
        return { ...whole, lines: whole.lines.filter(({ line }) => line !== 0) };
      },
    },
  });
  const user = userEvent.setup();
  await user.click(screen.getByTestId("sale-product"));
  await user.keyboard(`${letters(product?.name ?? "")}{Enter}`);
  await screen.findByTestId("sale-line-1-total");
  expect(screen.queryByTestId("sale-line-0-total")).toBeNull();
});

const bad = (field: string, value: string): AppError => ({
  code: "bad_number",
  message: "",
  details: { field, value },
});
const unnamed: AppError = {
  code: "customer_required",
  message: "",
  details: { field: "customer", debt: "4000.00" },
};

test("no total is said while a line is left out of it", async () => {
  await withProduct({
    mock: {
      sale_quote: ({ input }: { input: SaleInput }) => ({
        ...quote(input),
        lines: [],
        problems: [bad("lines.0.platform_id", "7")],
      }),
    },
  });
  expect(await screen.findByTestId("sale-unsummed")).toBeVisible();
  expect(screen.getByTestId("sale-total").textContent).not.toMatch(/\d/);
  expect(screen.queryByTestId("sale-debt")).toBeNull();
});

test("each problem is said next to its field", async () => {
  await withProduct({
    mock: withProblems(bad("lines.0.quantity", "q"), bad("payments.0.method_id", "a"), unnamed),
  });
  const line = screen.getByTestId("sale-line-0");
  const quantity = within(line).getByLabelText("Quantité");
  await waitFor(() => expect(quantity.getAttribute("aria-invalid")).toBe("true"));
  // The line was reckoned all the same, as one under its cost is: the sums stand.
  expect(screen.getByTestId("sale-total").textContent).toMatch(/\d/);
  expect(screen.getByTestId("sale-received-0").getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByTestId("sale-customer").getAttribute("aria-invalid")).toBe("true");
  expect(within(line).getByLabelText("Remise").getAttribute("aria-invalid")).not.toBe("true");
});

test("an amount that is refused leaves no debt, no profit, and asks for no customer", async () => {
  const { user } = await withProduct({
    mock: {
      sale_quote: ({ input }: { input: SaleInput }) => {
        const amount = input.payments[0]?.amount ?? "";
        const unread = /[a-z]/.test(amount) ? [bad("payments.0.amount", amount)] : [unnamed];
        const whole = quote(input);
        return { ...whole, problems: amount === "" ? [] : unread };
      },
    },
  });
  const customer = screen.getByTestId("sale-customer");
  const received = screen.getByTestId("sale-received-0");
  await user.type(received, "500");
  expect(await screen.findByTestId("sale-debt")).toBeVisible();
  expect(customer).toBeInvalid();
  await user.type(received, "abc");
  await waitFor(() => expect(received).toBeInvalid());
  expect(screen.queryByTestId("sale-debt")).toBeNull();
  for (const figure of ["paid", "fees", "profit", "margin"]) {
    expect(screen.getByTestId(`sale-${figure}`)).not.toHaveTextContent(/\d/);
  }
  expect(screen.getByTestId("sale-total")).toHaveTextContent("4 500,00");
  expect(customer).toBeValid();
});

test.each(["0", "-1"])(
  "of a quantity of %s nothing is reckoned, and its field says why",
  async (typed) => {
    const { user } = await withProduct();
    const line = screen.getByTestId("sale-line-0");
    await within(line).findByTestId("sale-line-0-total");
    const quantity = within(line).getByLabelText("Quantité");
    await user.clear(quantity);
    await user.type(quantity, typed);
    await waitFor(() => expect(quantity).toBeInvalid());
    expect(within(line).queryByTestId("sale-line-0-total")).toBeNull();
    expect(within(line).queryByText("Bénéfice")).toBeNull();
    expect(screen.getByTestId("sale-unsummed")).toBeVisible();
    expect(screen.queryByTestId("sale-profit")).toBeNull();
  },
);

test("every line of a platform that is short says what all of them need", async () => {
  const { user } = await withProduct();
  await user.keyboard("{F2}");
  await user.keyboard(`${letters(product.name)}{Enter}`);
  await screen.findByTestId("sale-line-1");
  const quantity = within(screen.getByTestId("sale-line-1")).getByLabelText("Quantité");
  await user.clear(quantity);
  await user.type(quantity, "99");
  const said = await screen.findAllByTestId("line-short");
  expect(said).toHaveLength(2);
  const [first, second] = said.map((one) => one.textContent);
  expect(first).toMatch(/demande .*1.250,00.USD.* en tout/);
  expect(second).toBe(first);
  // Two lines of one product: each button says which of them it takes away.
  expect(
    screen.getByRole("button", { name: named(`Retirer ${product.name} (ligne 1)`) }),
  ).toBeVisible();
  expect(
    screen.getByRole("button", { name: named(`Retirer ${product.name} (ligne 2)`) }),
  ).toBeVisible();
});

test("Ctrl+Enter records from wherever the keyboard is, also from nowhere", async () => {
  const { mock, user } = await withProduct();
  (document.activeElement as HTMLElement).blur();
  expect(document.body).toHaveFocus();
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(recorded(mock)).toHaveLength(1));
});

test("a reason that is taken back leaves the keyboard at the button that records", async () => {
  const { user } = await withProduct({
    mock: {
      sale_quote: ({ input }: { input: SaleInput }) => ({
        ...quote(input),
        problems: input.allow_overdraft ? [] : [short],
      }),
    },
  });
  await user.click(await screen.findByTestId("sell-now"));
  await waitFor(() => expect(screen.getByTestId("overdraft-reason")).toHaveFocus());
  await user.click(screen.getByRole("button", { name: "Ne pas dépasser le crédit" }));
  expect(screen.queryByTestId("overdraft-reason")).toBeNull();
  expect(screen.getByTestId("sale-record")).toHaveFocus();
});

const short: AppError = {
  code: "insufficient_credit",
  message: "",
  details: {
    platform: product.offers[0]?.platform ?? "",
    unit: "USD",
    needed: "12.50",
    available: "2.00",
    missing: "10.50",
  },
};

test("without credit: the deposit or the reason, and the draft survives leaving", async () => {
  const { mock, user, unmount } = await withProduct({
    mock: {
      sale_quote: ({ input }: { input: SaleInput }) => ({
        ...quote(input),
        problems: input.allow_overdraft ? [] : [short],
      }),
      sale_record: ({ input }: { input: SaleInput }) => {
        if (!input.allow_overdraft) throw short;
        return sale;
      },
    },
  });
  const notice = await screen.findByTestId("credit-notice");
  expect(notice.textContent).toContain("10,5");
  await user.keyboard("{Enter}{Enter}");
  const deposit = within(notice).getByRole("button", { name: /Recharger/ });
  await waitFor(() => expect(document.activeElement).toBe(deposit));
  await user.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain(product.offers[0]?.platform);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.getByTestId("sale-line-0")).toBeTruthy();
  expect(document.activeElement).toBe(deposit);
  const firstKey = recorded(mock)[0]?.key;

  unmount();
  renderApp(<NewSaleScreen />, { book: { uuid: `new-sale-${books}` }, mock: mock.handlers });
  expect(await screen.findByTestId("sale-line-0")).toBeTruthy();
  await user.click(await screen.findByTestId("sell-now"));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("overdraft-reason")));
  await user.keyboard("{Enter}");
  expect(await screen.findByText("Écrivez la raison : elle reste avec la vente.")).toBeTruthy();
  await user.keyboard("Recharge commandée{Enter}");
  await screen.findByTestId("last-sale");
  expect(firstKey).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test("a deposit made from the refusal takes it back, and the keyboard goes on at once", async () => {
  let enough = false;
  const { user } = await withProduct({
    mock: {
      // As it was typed: the quote has not been asked again when the refusal has to be gone.
      sale_quote: ({ input }: { input: SaleInput }) => ({ ...quote(input), problems: [] }),
      sale_record: () => {
        if (!enough) throw short;
        return sale;
      },
      deposit_record: () => {
        enough = true;
        return {};
      },
    },
  });
  await user.keyboard("{Enter}{Enter}");
  const notice = await screen.findByTestId("credit-notice");
  const deposit = within(notice).getByRole("button", { name: /Recharger/ });
  await waitFor(() => expect(document.activeElement).toBe(deposit));
  await user.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog");
  await user.type(within(dialog).getByLabelText(/Crédit reçu/), "20");
  await user.type(within(dialog).getByLabelText(/Montant dû/), "4800{Enter}");
  await waitFor(() => expect(screen.queryByTestId("credit-notice")).toBeNull());
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("sale-record")));
  await user.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByTestId("last-sale");
});

test("the key stays through refusals and is renewed by success", async () => {
  let refuse = true;
  const { mock, user } = await withProduct({
    mock: {
      sale_record: () => {
        if (refuse) throw { code: "book_busy", message: "", details: {} };
        return sale;
      },
    },
  });
  await user.keyboard("{Enter}{Enter}");
  expect(await screen.findByTestId("error-notice")).toBeTruthy();
  expect(screen.getByTestId("sale-line-0")).toBeTruthy();
  refuse = false;
  await user.keyboard("{Control>}{Enter}{/Control}");
  await screen.findByTestId("last-sale");
  await user.keyboard(`${letters(product.name)}{Enter}`);
  await screen.findByTestId("sale-line-0");
  await user.keyboard("{Enter}{Enter}");
  await waitFor(() => expect(recorded(mock)).toHaveLength(3));
  const [first, second, third] = recorded(mock).map(({ key }) => key);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test("below cost asks, naming the product, and then allows it", async () => {
  const { mock, user } = await withProduct({
    mock: {
      sale_record: ({ input }: { input: SaleInput }) => {
        if (input.allow_below_cost) return sale;
        const details = { product: product.name, price: "100.00", cost: "3083.33" };
        throw { code: "below_cost", message: "", details };
      },
    },
  });
  await user.keyboard("{Enter}{Enter}");
  const dialog = await screen.findByRole("dialog");
  expect(dialog.textContent).toContain(product.name);
  await user.click(within(dialog).getByTestId("confirm"));
  await screen.findByTestId("last-sale");
  expect(recorded(mock).map(({ input }) => input.allow_below_cost)).toEqual([false, true]);
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("sale-product")));
});

test("several lines and several methods go into one sale", async () => {
  const { mock, user } = await withProduct();
  await user.keyboard("{F2}");
  expect(document.activeElement).toBe(screen.getByTestId("sale-product"));
  await user.keyboard(`${letters(products[1]?.name ?? "")}{Enter}`);
  await screen.findByTestId("sale-line-1");
  await user.type(screen.getByTestId("sale-received-0"), "1000");
  await user.click(screen.getByRole("button", { name: "Autre moyen de paiement" }));
  expect((screen.getByTestId("sale-received-1") as HTMLInputElement).value).toBe("");
  await user.click(screen.getByTestId("sale-record"));
  await waitFor(() => expect(recorded(mock)).toHaveLength(1));
  const input = recorded(mock)[0]?.input;
  expect(input?.lines).toHaveLength(2);
  expect(input?.payments).toHaveLength(2);
  expect(input?.payments[0]?.amount).toBe("1000");
  expect(input?.payments[0]?.method_id).not.toBe(input?.payments[1]?.method_id);
});

test("?customer=ID chooses the customer", async () => {
  window.history.replaceState(null, "", `?customer=${customer.id}#/sales/new`);
  open();
  await waitFor(() =>
    expect((screen.getByTestId("sale-customer") as HTMLInputElement).value).toBe(customer.name),
  );
  await waitFor(() => expect(window.location.search).toBe(""));
});

test.each(["fr", "ar", "en"] as const)("accessible when full, in %s", async (language) => {
  const { container } = await withProduct({ language, mock: withProblems(short) });
  await screen.findByTestId("credit-notice");
  await screen.findByTestId("sale-total");
  expect(document.documentElement.dir).toBe(language === "ar" ? "rtl" : "ltr");
  await expectNoAxeViolations(container);
});

test("a shop without products is told what to do first", async () => {
  open({ state: "empty" });
  expect(await screen.findByTestId("empty-state")).toBeTruthy();
});

test("a date that does not exist keeps the sale from being recorded", async () => {
  const { mock, user } = await withProduct();
  await user.click(screen.getByRole("button", { name: "Date et note" }));
  const date = screen.getByLabelText("Date de la vente");
  await user.type(date, "31/02/2026");
  await user.click(screen.getByTestId("sale-record"));
  await waitFor(() => expect(date).toHaveFocus());
  expect(date).toHaveValue("31/02/2026");
  expect(date).toBeInvalid();
  expect(recorded(mock)).toEqual([]);
  await user.clear(date);
  await user.type(date, "30/01/26");
  await user.click(screen.getByTestId("sale-record"));
  await waitFor(() => expect(recorded(mock)).toHaveLength(1));
  expect(recorded(mock)[0]?.input.date).toBe("2026-01-30");
});

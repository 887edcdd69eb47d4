// Paying from what a customer left in advance, and leaving more of it.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { customers, products, saleRows, statement } from "../../../test/fixtures";
import { quote } from "../../../test/mockQuote";
import { type Rendered, renderApp } from "../../../test/render";
import type { Customer, SaleInput } from "../../api";
import NewSaleScreen from "./NewSaleScreen";
import SalesScreen from "./SalesScreen";

const [product] = products;
const [owing, saver] = customers;
if (!product || !owing || !saver) throw new Error("the fixtures hold no shop");

let books = 0;

/** The product and that customer chosen, the focus on the amount. */
async function selling(customer: Customer | null, options: Parameters<typeof renderApp>[1] = {}) {
  books += 1;
  const rendered = renderApp(<NewSaleScreen />, {
    ...options,
    book: { uuid: `advance-${books}` },
    mock: {
      customers_page: () => ({ rows: customer ? [customer] : [], next: null, total: 1 }),
      ...options.mock,
    },
  });
  const user = userEvent.setup();
  await waitFor(() => expect(screen.getByTestId("sale-product")).toHaveFocus());
  await user.keyboard(`${product?.name.slice(0, 2).toLowerCase()}{Enter}`);
  await screen.findByTestId("sale-line-0");
  if (customer) {
    await user.keyboard(customer.name.slice(0, 2));
    await screen.findByRole("option", { name: new RegExp(customer.name) });
  }
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByTestId("sale-received-0")).toHaveFocus());
  return { ...rendered, user };
}

function recorded({ mock }: Pick<Rendered, "mock">): SaleInput[] {
  return mock.calls
    .filter(({ command }) => command === "sale_record")
    .map(({ args }) => args.input as SaleInput);
}

describe("paying from an advance", () => {
  it("is offered with its amount to whoever has one", async () => {
    const rendered = await selling(saver);
    const { user } = rendered;
    await user.click(screen.getByTestId("sale-method-0"));
    const name = /Avance du client \(.*500,00/;
    await user.click(await screen.findByRole("option", { name, hidden: true }));
    await user.click(screen.getByTestId("sale-record"));
    await waitFor(() => expect(recorded(rendered)[0]?.payments[0]?.method_id).toBe("6"));
  });

  it("is not offered to whoever has none, and forgotten with its customer", async () => {
    const rendered = await selling(saver);
    const { user } = rendered;
    await user.click(screen.getByTestId("sale-method-0"));
    await user.click(await screen.findByRole("option", { name: /Avance/, hidden: true }));
    await user.clear(screen.getByTestId("sale-customer"));
    expect(screen.getByTestId("sale-method-0")).toHaveValue("Espèces");
    await user.click(screen.getByTestId("sale-record"));
    await waitFor(() => expect(recorded(rendered)[0]?.payments[0]?.method_id).toBe("1"));
  });

  it("is said at its amount where there is less", async () => {
    const details = { field: "payments.0.amount", credit: "500.00", amount: "4500.00" };
    await selling(saver, {
      mock: {
        sale_quote: ({ input }: { input: SaleInput }) => ({
          ...quote(input),
          problems: [{ code: "advance_short", message: "", details }],
        }),
      },
    });
    const amount = screen.getByTestId("sale-received-0");
    await waitFor(() => expect(amount).toBeInvalid());
    expect(amount).toHaveAccessibleDescription(/n’a que .*500.* d’avance, pas .*4.500/);
  });

  it("is offered on a sale's page as well", async () => {
    const user = userEvent.setup();
    const customer = { ...statement.customer, credit: "1234.00" };
    const rendered = renderApp(<SalesScreen />, {
      path: `/sales/${saleRows[0]?.id}`,
      mock: { customer_statement: () => ({ ...statement, customer }) },
    });
    await user.click(await screen.findByTestId("sale-pay"));
    await user.click(await screen.findByTestId("pay-method"));
    const name = /Avance du client \(.*1.234,00/;
    await user.click(await screen.findByRole("option", { name, hidden: true }));
    await user.click(screen.getByTestId("submit"));
    await waitFor(() =>
      expect(
        rendered.mock.calls.find(({ command }) => command === "sale_pay")?.args.input,
      ).toMatchObject({ method_id: "6" }),
    );
  });
});

describe("more than the total", () => {
  it("is handed back, or kept for a customer who is known", async () => {
    const rendered = await selling(owing);
    const { user } = rendered;
    await user.keyboard("5000");
    expect(await screen.findByTestId("sale-change")).toHaveTextContent("500,00");
    const keep = screen.getByRole("checkbox", { name: "Garder en avance" });
    await user.click(keep);
    expect(await screen.findByTestId("sale-advance")).toHaveTextContent("500,00");
    expect(screen.queryByTestId("sale-change")).toBeNull();
    expect(keep).toBeChecked();
    await user.keyboard("{Enter}");
    await waitFor(() => expect(recorded(rendered)).toHaveLength(1));
    expect(recorded(rendered)[0]).toMatchObject({ keep_change: true });
    expect(await screen.findByTestId("last-sale-advance")).toHaveTextContent("500,00");
  });

  it("is only handed back to a passing customer", async () => {
    const { user } = await selling(null);
    await user.keyboard("5000");
    await screen.findByTestId("sale-change");
    expect(screen.queryByTestId("sale-keep-change")).toBeNull();
  });

  it("can be kept where it could not be handed back", async () => {
    const details = {
      field: "payments.0.amount",
      number: "",
      debt: "4500.00",
      amount: "5000.00",
    };
    const { user } = await selling(owing, {
      mock: {
        sale_quote: ({ input }: { input: SaleInput }) => ({
          ...quote(input),
          change: "0.00",
          problems: input.keep_change ? [] : [{ code: "overpaid", message: "", details }],
        }),
      },
    });
    await user.keyboard("5000");
    const amount = screen.getByTestId("sale-received-0");
    await waitFor(() => expect(amount).toBeInvalid());
    await user.click(screen.getByTestId("sale-keep-change"));
    await waitFor(() => expect(amount).toBeValid());
    expect(screen.getByTestId("sale-advance")).toHaveTextContent("500,00");
  });

  it.each(["fr", "ar", "en"] as const)("is asked about accessibly in %s", async (language) => {
    const { container, user } = await selling(owing, { language });
    await user.keyboard("5000");
    await user.click(await screen.findByTestId("sale-keep-change"));
    const summary = within(container);
    await summary.findByTestId("sale-advance");
    await expectNoAxeViolations(container);
  });
});

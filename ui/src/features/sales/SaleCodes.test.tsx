import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test, vi } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { products } from "../../../test/fixtures";
import { SALE_WITH_CODES, WITH_CODES } from "../../../test/mockCodes";
import { renderApp } from "../../../test/render";
import type { SaleInput } from "../../api";
import { isolate } from "../../format";
import NewSaleScreen from "./NewSaleScreen";
import SalesScreen from "./SalesScreen";

const card = products.find(({ id }) => id === WITH_CODES);
if (!card) throw new Error("the fixtures hold no shop");

test("too few codes: the line says so and can be sold without, which reaches the program", async () => {
  const user = userEvent.setup();
  const { mock } = renderApp(<NewSaleScreen />, {
    book: { uuid: "sale-with-codes" },
    mock: { products_list: () => [card] },
  });
  await waitFor(() => expect(screen.getByTestId("sale-product")).toHaveFocus());
  await user.keyboard("بط{Enter}");
  const line = await screen.findByTestId("sale-line-0");
  await waitFor(() => expect(line.textContent).toContain("Codes en stock3"));
  expect(screen.queryByTestId("codes-notice")).toBeNull();
  const quantity = within(line).getByRole("textbox", { name: "Quantité" });
  await user.clear(quantity);
  await user.type(quantity, "4");
  const notice = await screen.findByTestId("codes-notice");
  expect(notice.textContent).toContain("Il reste");
  // Beside what is said stands what can be done: the field itself is not wrong.
  expect(quantity).not.toHaveAttribute("aria-invalid", "true");
  await expectNoAxeViolations();
  screen.getByTestId("sell-without-codes").focus();
  await user.keyboard("{Enter}");
  const mark = await screen.findByTestId("without-codes");
  await waitFor(() => expect(mark).toHaveFocus());
  const quoted = () =>
    mock.calls.findLast(({ command }) => command === "sale_quote")?.args.input as SaleInput;
  await waitFor(() => expect(quoted().lines[0]?.without_codes).toBe(true));
  expect(screen.queryByTestId("codes-notice")).toBeNull();
  // And back again.
  await user.keyboard(" ");
  expect(await screen.findByTestId("codes-notice")).toBeVisible();
  await waitFor(() => expect(quoted().lines[0]?.without_codes).toBe(false));
  await user.click(screen.getByTestId("sell-without-codes"));
  await waitFor(() => expect(screen.getByTestId("without-codes")).toHaveFocus());
  // Enter goes on, as from every field of the line: customer, amount, recorded.
  await user.keyboard("{Enter}{Enter}{Enter}");
  await waitFor(() =>
    expect(mock.calls.find(({ command }) => command === "sale_record")?.args).toMatchObject({
      input: { lines: [{ product_id: WITH_CODES, quantity: "4", without_codes: true }] },
    }),
  );
});

test("a sale that is refused for want of codes leads to what can be done", async () => {
  const user = userEvent.setup();
  const details = { product: card.name, needed: "1", available: "0", field: "lines.0.quantity" };
  renderApp(<NewSaleScreen />, {
    book: { uuid: "sale-refused" },
    mock: {
      products_list: () => [card],
      sale_record: () => {
        throw { code: "codes_short", message: "codes short", details };
      },
    },
  });
  await waitFor(() => expect(screen.getByTestId("sale-product")).toHaveFocus());
  await user.keyboard("بط{Enter}{Enter}{Enter}");
  await waitFor(() => expect(screen.getByTestId("sell-without-codes")).toHaveFocus());
});

test("a sale's code is masked until it is asked for, and then marked as seen", async () => {
  const { mock, container } = renderApp(<SalesScreen />, { path: `/sales/${SALE_WITH_CODES}` });
  const code = await screen.findByTestId("sold-code-1");
  expect(code.textContent).toBe("Code••••1D8R");
  await userEvent.click(within(code).getByRole("button", { name: "Voir le code ••••1D8R" }));
  expect(await within(code).findByText("AZUR-4F7K-9Q2M-1D8R")).toHaveAttribute("dir", "ltr");
  expect(await within(code).findByText("Déjà vu")).toBeVisible();
  expect(within(code).getByTestId("copy-code")).toBeVisible();
  expect(mock.calls.filter(({ command }) => command === "code_reveal")).toHaveLength(1);
  await expectNoAxeViolations(container);
});

test("a line with a code and no typed access can be told to the customer; it is seen by that", async () => {
  const { mock } = renderApp(<SalesScreen />, { path: `/sales/${SALE_WITH_CODES}` });
  await userEvent.click(await screen.findByTestId("access-message"));
  const text = await screen.findByTestId("message-text");
  expect((text as HTMLTextAreaElement).value).toContain("AZUR-4F7K-9Q2M-1D8R");
  // The page behind knows that the code was seen; the message is not asked for again by that.
  const code = screen.getByTestId("sold-code-1");
  await waitFor(() => expect(code.textContent).toContain("Déjà vu"));
  expect(mock.calls.filter(({ command }) => command === "sale_message")).toHaveLength(1);
});

test("where a subscription was passed on, each person gets a message of his own, one after the other", async () => {
  const one = { kind: "access", phone: "", language: "fr", link: null };
  const messages = [
    { ...one, to: "Amine B.", text: "Bonjour Amine" },
    { ...one, to: "", text: "Bonjour" },
  ];
  renderApp(<SalesScreen />, {
    path: `/sales/${SALE_WITH_CODES}`,
    mock: { sale_message: () => messages },
  });
  await userEvent.click(await screen.findByTestId("access-message"));
  expect((await screen.findByTestId("message-turn")).textContent).toBe(
    `Message 1 sur 2, pour ${isolate("Amine B.")}`,
  );
  expect(screen.getByTestId("message-text")).toHaveValue("Bonjour Amine");
  await userEvent.click(screen.getByTestId("message-copy"));
  await waitFor(() => expect(screen.getByTestId("message-text")).toHaveValue("Bonjour"));
  expect(screen.getByTestId("message-turn").textContent).toContain("Client de passage");
  await userEvent.click(screen.getByTestId("message-copy"));
  await waitFor(() => expect(screen.queryByTestId("message-text")).toBeNull());
});

test("each message is reached where copying fails, and the one that was left out comes last", async () => {
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValueOnce(new Error("refused"));
  const one = { kind: "access", phone: "", language: "fr", link: null };
  const messages = ["Amine", "Sara", "Karim"].map((to) => ({ ...one, to, text: `Bonjour ${to}` }));
  renderApp(<SalesScreen />, {
    path: `/sales/${SALE_WITH_CODES}`,
    mock: { sale_message: () => messages },
  });
  await userEvent.click(await screen.findByTestId("access-message"));
  const text = () => screen.getByTestId("message-text");
  await waitFor(() => expect(text()).toHaveValue("Bonjour Amine"));
  expect(screen.getByTestId("message-previous")).toBeDisabled();
  await userEvent.click(screen.getByTestId("message-copy"));
  await screen.findByTestId("message-said");
  await userEvent.click(screen.getByTestId("message-next"));
  expect(text()).toHaveValue("Bonjour Sara");
  expect(screen.getByTestId("message-turn")).toHaveTextContent("Message 2 sur 3");
  await userEvent.click(screen.getByTestId("message-next"));
  expect(text()).toHaveValue("Bonjour Karim");
  expect(screen.getByTestId("message-next")).toBeDisabled();
  await userEvent.click(screen.getByTestId("message-previous"));
  await userEvent.click(screen.getByTestId("message-copy"));
  await waitFor(() => expect(text()).toHaveValue("Bonjour Karim"));
  await userEvent.click(screen.getByTestId("message-copy"));
  await waitFor(() => expect(text()).toHaveValue("Bonjour Amine"));
  await userEvent.click(screen.getByTestId("message-copy"));
  await waitFor(() => expect(screen.queryByTestId("message-text")).toBeNull());
});

test("a sale's codes read in Arabic", async () => {
  const { container } = renderApp(<SalesScreen />, {
    language: "ar",
    theme: "dark",
    path: `/sales/${SALE_WITH_CODES}`,
  });
  const code = await screen.findByTestId("sold-code-1");
  expect(within(code).getByText("••••1D8R")).toHaveAttribute("dir", "ltr");
  await expectNoAxeViolations(container);
});

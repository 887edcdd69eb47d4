// What a customer promised, what he is written, what is given back to him.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { statement } from "../../../test/fixtures";
import { type Rendered, renderApp } from "../../../test/render";
import CustomersScreen from "./CustomersScreen";

function page(id: string, options: Parameters<typeof renderApp>[1] = {}) {
  const rendered = renderApp(<CustomersScreen />, { path: `/customers/${id}`, ...options });
  return { ...rendered, user: userEvent.setup() };
}

function asked({ mock }: Pick<Rendered, "mock">, command: string) {
  return mock.calls.filter((call) => call.command === command).map(({ args }) => args);
}

describe("giving back an advance", () => {
  it("gives all of it unless an amount is typed, once", async () => {
    const rendered = page("2");
    const { user } = rendered;
    await user.click(await screen.findByTestId("customer-menu"));
    await user.click(
      await screen.findByRole("menuitem", { name: "Rendre l’avance", hidden: true }),
    );
    const amount = await screen.findByTestId("give-back-amount");
    await waitFor(() => expect(amount).toHaveFocus());
    expect(amount).toHaveAttribute("placeholder", "500,00");
    await expectNoAxeViolations();
    await user.keyboard("{Enter}{Enter}");
    expect(await screen.findByText(/Avance rendue à .*Il n’en reste rien/)).toBeVisible();
    expect(asked(rendered, "customer_give_back")).toEqual([
      {
        key: expect.any(String),
        input: {
          customer_id: "2",
          method_id: "1",
          amount: "",
          sales: [],
          keep_rest: false,
          note: "",
        },
      },
    ]);
  });

  it("says at the amount that there is less", async () => {
    const { user } = page("2");
    await user.click(await screen.findByTestId("customer-menu"));
    await user.click(
      await screen.findByRole("menuitem", { name: "Rendre l’avance", hidden: true }),
    );
    const amount = await screen.findByTestId("give-back-amount");
    await user.type(amount, "900{Enter}");
    await waitFor(() => expect(amount).toBeInvalid());
    expect(amount).toHaveAccessibleDescription(/n’a que .*500.* d’avance/);
  });

  it("is not offered where there is none", async () => {
    const { user } = page("1");
    await user.click(await screen.findByTestId("customer-menu"));
    await screen.findByRole("menuitem", { name: "Archiver", hidden: true });
    expect(screen.queryByRole("menuitem", { name: "Rendre l’avance", hidden: true })).toBeNull();
  });
});

describe("a promise to pay", () => {
  it("is noted, shown and taken back", async () => {
    const rendered = page("1");
    const { user } = rendered;
    await user.click(await screen.findByTestId("promise-set"));
    const day = await screen.findByTestId("promise-day");
    await waitFor(() => expect(day).toHaveFocus());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(day).toBeInvalid());
    await user.keyboard("10/02/2026{Enter}");
    const line = await screen.findByTestId("promise");
    expect(await within(line).findByText(/A promis de payer le/)).toHaveTextContent("10/02/2026");
    expect(within(line).queryByText("À relancer")).toBeNull();
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.click(screen.getByTestId("promise-remove"));
    expect(await screen.findByText("La promesse de Karim B. est retirée.")).toBeVisible();
    expect(asked(rendered, "customer_promise_set")).toEqual([
      { id: "1", promisedOn: "2026-02-10", note: "" },
      { id: "1", promisedOn: null, note: "" },
    ]);
  });

  it("whose day has come is marked", async () => {
    const said = { customer_id: "1", date: "2026-01-02", promised_on: "2026-01-20", note: "" };
    const { container } = page("1", { mock: { customer_promise: () => said } });
    expect(await screen.findByText("À relancer")).toBeVisible();
    await expectNoAxeViolations(container);
  });

  it("is not asked of whoever owes nothing", async () => {
    page("2");
    await screen.findByTestId("customer-collect");
    expect(screen.queryByTestId("promise-set")).toBeNull();
  });
});

describe("the message about a debt", () => {
  it("opens WhatsApp with one key", async () => {
    const rendered = page("1");
    await rendered.user.click(await screen.findByTestId("customer-message"));
    const open = await screen.findByTestId("message-open");
    await waitFor(() => expect(open).toHaveFocus());
    expect(screen.getByTestId("message-text")).toHaveTextContent(/il reste 1500,00 DA à régler/);
    await rendered.user.keyboard("{Enter}");
    await waitFor(() =>
      expect(asked(rendered, "message_open")).toEqual([
        { link: "https://wa.me/213550123456?text=Bonjour" },
      ]),
    );
  });

  it("is not offered where the advance covers the debt, nor is a promise", async () => {
    const covered = { ...statement.customer, debt: "300.00", credit: "300.00", owed: "0.00" };
    const rendered = page("1", {
      mock: {
        customer_statement: () => ({ ...statement, customer: covered }),
        customer_promise: () => null,
      },
    });
    await screen.findByTestId("customer-collect");
    await waitFor(() => expect(asked(rendered, "customer_promise")).toHaveLength(1));
    expect(screen.queryByTestId("customer-message")).toBeNull();
    expect(screen.queryByTestId("promise-set")).toBeNull();
  });

  it("is copied and said to be so where WhatsApp does not open", async () => {
    const { user } = page("1", { mock: { message_open: () => false } });
    await user.click(await screen.findByTestId("customer-message"));
    await user.click(await screen.findByTestId("message-open"));
    expect(await screen.findByText(/WhatsApp ne s’est pas ouvert/)).toBeVisible();
    expect(await navigator.clipboard.readText()).toMatch(/Bonjour Karim B\./);
    await expectNoAxeViolations();
  });

  it("is copied by selecting it where the clipboard is closed", async () => {
    const { user } = page("1");
    vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("forbidden"));
    const copy = vi.fn(() => true);
    Object.assign(document, { execCommand: copy });
    await user.click(await screen.findByTestId("customer-message"));
    await user.click(await screen.findByTestId("message-copy"));
    expect(await screen.findByText("Message copié.")).toBeVisible();
    expect(copy).toHaveBeenCalledWith("copy");
    vi.restoreAllMocks();
  });

  it.each(["fr", "ar", "en"] as const)(
    "can only be copied without a phone (%s)",
    async (language) => {
      const message = { kind: "debt", phone: "", language: "ar", text: "مرحبًا", link: null };
      const { user } = page("1", { language, mock: { customer_message: () => message } });
      await user.click(await screen.findByTestId("customer-message"));
      const copy = await screen.findByTestId("message-copy");
      await waitFor(() => expect(copy).toHaveFocus());
      expect(screen.queryByTestId("message-open")).toBeNull();
      expect(screen.getByTestId("message-text")).toHaveAttribute("dir", "auto");
      await expectNoAxeViolations();
    },
  );
});

it("a customer is written to in his own language once that is chosen", async () => {
  const rendered = page("1");
  const { user } = rendered;
  await user.click(await screen.findByTestId("customer-edit"));
  const language = await screen.findByTestId("customer-language");
  expect(language).toHaveValue("Celle de la boutique (Français)");
  await user.click(language);
  await user.click(await screen.findByRole("option", { name: "العربية", hidden: true }));
  await user.click(screen.getByTestId("submit"));
  await waitFor(() =>
    expect(asked(rendered, "customer_update")[0]).toMatchObject({
      id: "1",
      input: { language: "ar" },
    }),
  );
});

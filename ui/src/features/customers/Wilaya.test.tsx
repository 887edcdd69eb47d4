// Wilayas found by number and by either name, kept under the French one.
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { wilayas } from "../../../test/mockMerge";
import { type Rendered, renderApp } from "../../../test/render";
import type { CustomerInput } from "../../api";
import CustomersScreen from "./CustomersScreen";
import { findWilaya, matchingWilayas } from "./wilayas";

type Options = Parameters<typeof renderApp>[1];

async function editing(options: Options = {}) {
  const user = userEvent.setup();
  const rendered = renderApp(<CustomersScreen />, { path: "/customers/1", ...options });
  await user.click(await screen.findByTestId("customer-edit"));
  const field = await screen.findByTestId("customer-wilaya");
  return { ...rendered, user, field };
}

const saved = ({ mock }: Pick<Rendered, "mock">) =>
  mock.calls
    .filter(({ command }) => command === "customer_update")
    .map(({ args }) => (args.input as CustomerInput).wilaya);

/** The wilayas in the open list; the list of languages is drawn too, though it is closed. */
const proposed = () =>
  screen
    .queryAllByRole("option", { hidden: true })
    .map(({ textContent }) => textContent ?? "")
    .filter((text) => /^\d/.test(text));

describe("a wilaya is found", () => {
  it.each([
    ["06", "Béjaïa"],
    ["١٦", "Alger"],
    ["bejaia", "Béjaïa"],
    ["m'sila", "M'Sila"],
    ["M’SILA", "M'Sila"],
    ["قسنطينه", "Constantine"],
  ])("by %s", (typed, name) => {
    expect(findWilaya(wilayas, typed)?.fr).toBe(name);
  });

  it("by a part of its number or of a name, the one meant first", () => {
    const found = (typed: string) => matchingWilayas(wilayas, typed).map(({ fr }) => fr);
    expect(found("5")).toEqual(["Batna", ...wilayas.slice(49).map(({ fr }) => fr)]);
    expect(found("oran")[0]).toBe("Oran");
    expect(found("الجزا")).toEqual(["Alger"]);
    expect(found("Paris")).toEqual([]);
    expect(found("")).toHaveLength(58);
  });
});

describe("the form", () => {
  it("sends the French name of a number", async () => {
    const rendered = await editing();
    const { user, field } = rendered;
    await user.clear(field);
    await user.type(field, "31");
    await waitFor(() => expect(proposed()).toEqual(["31 · Oran"]));
    await user.keyboard("{Enter}");
    expect(field).toHaveValue("Oran");
    await user.click(screen.getByTestId("submit"));
    await waitFor(() => expect(saved(rendered)).toEqual(["Oran"]));
  });

  it("shows the Arabic name and sends the French one", async () => {
    const rendered = await editing({ language: "ar" });
    const { user, field } = rendered;
    expect(field).toHaveValue("الجزائر");
    await user.clear(field);
    await user.type(field, "قسنطينه");
    await waitFor(() => expect(proposed()).toEqual(["25 · قسنطينة"]));
    await user.tab();
    expect(field).toHaveValue("قسنطينة");
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("submit"));
    await waitFor(() => expect(saved(rendered)).toEqual(["Constantine"]));
  });

  it("takes any other place as it is typed", async () => {
    const rendered = await editing();
    const { user, field } = rendered;
    await user.clear(field);
    await user.type(field, "Paris{Enter}");
    await waitFor(() => expect(saved(rendered)).toEqual(["Paris"]));
  });

  it("proposes none in another country, nor a number of Algeria", async () => {
    const { user, field } = await editing({ book: { country: "FR" } });
    const phone = screen.getByRole("textbox", { name: "Téléphone" });
    expect(phone).toHaveAttribute("placeholder", "06 12 34 56 78 ou +33…");
    await user.clear(field);
    await user.type(field, "Al");
    expect(proposed()).toEqual([]);
  });
});

it("a customer's wilaya and phone read as the page and the shop do", async () => {
  renderApp(<CustomersScreen />, { path: "/customers/1", language: "ar", book: { country: "FR" } });
  const contact = await screen.findByTestId("customer-contact");
  await waitFor(() => expect(contact).toHaveTextContent("الجزائر"));
  expect(contact).toHaveTextContent("+213550123456");
});

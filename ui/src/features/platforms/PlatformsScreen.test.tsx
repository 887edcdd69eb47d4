import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { movements, platforms } from "../../../test/fixtures";
import type { Handlers } from "../../../test/mockIpc";
import { renderApp } from "../../../test/render";
import type { AppError, MovementsQuery } from "../../api";
import PlatformsScreen from "./PlatformsScreen";

const PATH = "/platforms";

function refusal(code: AppError["code"], details: Record<string, string>): AppError {
  return { code, message: code, details };
}

function answersOf(mock: { calls: { command: string; args: Record<string, unknown> }[] }) {
  return (command: string) =>
    mock.calls.filter((call) => call.command === command).map((call) => call.args);
}

describe("the cards", () => {
  it("show balance, value, state, days left and what is owed", async () => {
    renderApp(<PlatformsScreen />, { path: PATH });
    const card = await screen.findByRole("article", { name: "StreamHub" });
    expect(within(card).getByTestId("balance-2").textContent).toBe("41,20\u00a0EUR");
    expect(within(card).getByText("Bas")).toBeTruthy();
    expect(within(card).getByText("6 jours")).toBeTruthy();
    expect(card.textContent).toContain("15\u202f000,00\u00a0DA");
  });

  it("keep every amount a left-to-right island in Arabic, and axe finds nothing", async () => {
    const { container } = renderApp(<PlatformsScreen />, { path: PATH, language: "ar" });
    const balance = await screen.findByTestId("balance-4");
    expect(balance.querySelector("bdi")?.getAttribute("dir")).toBe("ltr");
    expect(balance.textContent).toBe("\u221212,50\u00a0USD");
    expect(screen.getByText("مكشوف")).toBeTruthy();
    await waitFor(() => expect(document.documentElement.dir).toBe("rtl"));
    await expectNoAxeViolations(container);
  });

  it("hide what is archived until asked, and take it up again", async () => {
    const user = userEvent.setup();
    const old = { ...platforms[0], id: "8", name: "Ancien panneau", archived: true };
    const { mock } = renderApp(<PlatformsScreen />, {
      path: PATH,
      mock: { platforms_list: () => [...platforms, old] },
    });
    await screen.findByRole("article", { name: "StreamHub" });
    expect(screen.queryByRole("article", { name: old.name })).toBeNull();
    await user.click(screen.getByRole("button", { name: "Afficher les plateformes archivées" }));
    const card = screen.getByRole("article", { name: old.name });
    expect(within(card).queryByRole("button", { name: /^Recharger/ })).toBeNull();
    await user.click(within(card).getByTestId("platform-menu-8"));
    await user.click(
      await screen.findByRole("menuitem", { name: "Remettre en service", hidden: true }),
    );
    await waitFor(() =>
      expect(answersOf(mock)("platform_archive")).toEqual([{ id: "8", archived: false }]),
    );
  });

  it("ask before archiving, in words that name the platform", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<PlatformsScreen />, { path: PATH });
    await user.click(await screen.findByTestId("platform-menu-1"));
    await user.click(await screen.findByRole("menuitem", { name: "Archiver", hidden: true }));
    const dialog = await screen.findByRole("dialog", { name: "Archiver Atlas IPTV ?" });
    expect(answersOf(mock)("platform_archive")).toEqual([]);
    await user.click(within(dialog).getByRole("button", { name: "Archiver Atlas IPTV" }));
    await waitFor(() =>
      expect(answersOf(mock)("platform_archive")).toEqual([{ id: "1", archived: true }]),
    );
  });
});

describe("adding a platform", () => {
  it("takes the keyboard alone, from the empty screen on", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<PlatformsScreen />, { path: PATH, state: "empty" });
    await screen.findByText("Commencez par une plateforme");
    await user.tab();
    expect(document.activeElement).toBe(screen.getByTestId("platform-add"));
    await user.keyboard("{Enter}");
    const name = await screen.findByRole("textbox", { name: "Nom" });
    await waitFor(() => expect(document.activeElement).toBe(name));
    await user.keyboard("Panneau Sahel");
    await user.tab();
    await user.keyboard("{Control>}a{/Control}pts");
    await user.tab();
    await user.tab();
    await user.keyboard("500{Enter}");
    await waitFor(() =>
      expect(answersOf(mock)("platform_add")).toEqual([
        // Points bring their own decimals along.
        { input: { name: "Panneau Sahel", unit: "PTS", decimals: 0, low: "500", critical: null } },
      ]),
    );
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(await screen.findByText(/Panneau Sahel est ajoutée/)).toBeTruthy();
  });

  it("says a refusal beside its field, goes there, and keeps what was typed", async () => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, {
      path: PATH,
      mock: {
        platform_add: () => {
          throw refusal("name_taken", { field: "name", entity: "platform", value: "Atlas IPTV" });
        },
      },
    });
    await user.click(await screen.findByTestId("platform-add"));
    const name = await screen.findByRole("textbox", { name: "Nom" });
    await user.type(name, "Atlas IPTV");
    await user.click(screen.getByTestId("submit"));
    await waitFor(() => expect(name.getAttribute("aria-invalid")).toBe("true"));
    expect((name as HTMLInputElement).value).toBe("Atlas IPTV");
    await waitFor(() => expect(document.activeElement).toBe(name));
    expect(screen.queryByTestId("error-notice")).toBeNull();
    await expectNoAxeViolations();
  });

  it("asks before throwing away what was typed", async () => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, { path: PATH });
    await user.click(await screen.findByTestId("platform-add"));
    await user.type(await screen.findByRole("textbox", { name: "Nom" }), "Sahel");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.getAllByRole("dialog")).toHaveLength(2));
    expect((screen.getByRole("textbox", { name: "Nom" }) as HTMLInputElement).value).toBe("Sahel");
  });
});

describe("a deposit", () => {
  async function openDeposit(mock: Handlers = {}) {
    const user = userEvent.setup();
    const rendered = renderApp(<PlatformsScreen />, { path: PATH, mock });
    await user.click(await screen.findByRole("button", { name: "Recharger Atlas IPTV" }));
    const credit = await screen.findByRole("textbox", { name: "Crédit reçu" });
    await waitFor(() => expect(document.activeElement).toBe(credit));
    await user.keyboard("200");
    await user.type(screen.getByRole("textbox", { name: "Montant dû" }), "50 000");
    return { user, ...rendered, sent: answersOf(rendered.mock) };
  }

  it("shows what it would do while one types, and sends the texts untouched", async () => {
    const { user, sent } = await openDeposit();
    const quote = await screen.findByTestId("quote-balance");
    expect(quote.textContent).toContain("287,50\u00a0USD");
    expect(quote.textContent).toContain("487,50\u00a0USD");
    expect(screen.getByTestId("quote-unit-cost").textContent).toContain("248,0342\u00a0DA");
    await user.keyboard("{Enter}");
    const input = {
      platform_id: "1",
      credit: "200",
      bonus: "",
      cost: "50 000",
      paid: null,
      method_id: "1",
      date: "2026-01-31",
      note: "",
    };
    await waitFor(() => expect(sent("deposit_record")).toHaveLength(1));
    expect(sent("deposit_record")[0]).toMatchObject({ input });
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  });

  it("is retried under the same key, so that it never posts twice", async () => {
    const record = vi
      .fn()
      .mockImplementationOnce(() => {
        throw refusal("book_busy", { detail: "busy" });
      })
      .mockImplementation(() => movements[1]);
    const { user, sent } = await openDeposit({ deposit_record: record });
    await user.click(screen.getByTestId("submit"));
    expect(await screen.findByTestId("error-notice")).toBeTruthy();
    await user.click(screen.getByTestId("submit"));
    await waitFor(() => expect(sent("deposit_record")).toHaveLength(2));
    const keys = new Set(sent("deposit_record").map((args) => args.key));
    expect(keys.size).toBe(1);
  });

  it("says beside the field what can't be read, while one types", async () => {
    await openDeposit({
      deposit_quote: () => {
        throw refusal("bad_number", { field: "cost", value: "50 000" });
      },
    });
    const cost = screen.getByRole("textbox", { name: "Montant dû" });
    await waitFor(() => expect(cost.getAttribute("aria-invalid")).toBe("true"));
  });
});

describe("what is still empty or no date", () => {
  it("keeps a deposit from being saved until it is mended", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<PlatformsScreen />, { path: PATH });
    await user.click(await screen.findByRole("button", { name: "Recharger Atlas IPTV" }));
    const credit = await screen.findByRole("textbox", { name: "Crédit reçu" });
    const cost = screen.getByRole("textbox", { name: "Montant dû" });
    await user.type(screen.getByLabelText("Note"), "{Enter}");
    expect(credit).toBeInvalid();
    expect(credit).toHaveAccessibleDescription("Saisissez le crédit reçu.");
    expect(cost).toBeInvalid();
    expect(cost).toHaveAccessibleDescription("Saisissez le montant dû.");
    await waitFor(() => expect(credit).toHaveFocus());
    await user.keyboard("200");
    expect(credit).toBeValid();
    await user.type(cost, "50000");
    const date = screen.getByLabelText("Date");
    await user.clear(date);
    await user.type(date, "31/02/2026{Enter}");
    expect(date).toHaveValue("31/02/2026");
    expect(date).toBeInvalid();
    expect(answersOf(mock)("deposit_record")).toEqual([]);
    await user.clear(date);
    await user.type(date, "28/01/2026{Enter}");
    await waitFor(() => expect(answersOf(mock)("deposit_record")).toHaveLength(1));
    expect(answersOf(mock)("deposit_record")[0]).toMatchObject({ input: { date: "2026-01-28" } });
  });

  it("marks both fields of an adjustment", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<PlatformsScreen />, { path: PATH });
    await user.click(await screen.findByRole("button", { name: "Ajuster Atlas IPTV" }));
    const balance = await screen.findByRole("textbox", { name: "Solde lu sur le panneau" });
    await user.type(balance, "{Enter}");
    expect(balance).toBeInvalid();
    expect(screen.getByRole("textbox", { name: "Raison de l’écart" })).toBeInvalid();
    expect(answersOf(mock)("adjust_record")).toEqual([]);
  });
});

describe("an adjustment", () => {
  it("shows the gap and the value moved", async () => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, { path: PATH });
    await user.click(await screen.findByRole("button", { name: "Ajuster Atlas IPTV" }));
    await user.type(await screen.findByRole("textbox", { name: "Solde lu sur le panneau" }), "285");
    const gap = await screen.findByTestId("quote-gap");
    expect(gap.textContent).toBe("\u22122,50\u00a0USD");
    expect(screen.getByTestId("quote-value").textContent).toBe("\u2212616,67\u00a0DA");
    await expectNoAxeViolations();
  });

  it("says so when book and panel agree", async () => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, {
      path: PATH,
      mock: {
        adjust_quote: () => ({
          balance_before: "287.50",
          credit: "0.00",
          value: "0.00",
          balance_after: "287.50",
          value_after: "70916.67",
        }),
      },
    });
    await user.click(await screen.findByRole("button", { name: "Ajuster Atlas IPTV" }));
    await user.type(
      await screen.findByRole("textbox", { name: "Solde lu sur le panneau" }),
      "287,5",
    );
    expect(await screen.findByText(/rien à ajuster/)).toBeTruthy();
  });
});

describe("the movements", () => {
  it("stand newest first, and a sale's opens the sale", async () => {
    const user = userEvent.setup();
    const { container } = renderApp(<PlatformsScreen />, { path: "/platforms/1" });
    const row = await screen.findByTestId("movement-3");
    expect(row.textContent).toContain("Vente");
    expect(row.textContent).toContain("\u221212,50\u00a0USD");
    await expectNoAxeViolations(container);
    row.focus();
    await user.keyboard("{Enter}");
    expect(window.location.hash).toBe("#/sales/4");
  });

  it("load page after page by the last number seen", async () => {
    const asked: (number | null)[] = [];
    renderApp(<PlatformsScreen />, {
      path: "/platforms/1",
      mock: {
        movements_page: ({ query }: { query: MovementsQuery }) => {
          asked.push(query.before_seq);
          return query.before_seq === null
            ? { rows: movements, next: 1 }
            : { rows: [], next: null };
        },
      },
    });
    await screen.findByTestId("movement-1");
    await waitFor(() => expect(asked).toEqual([null, 1]));
  });

  it("of an unknown platform lead back to the list", async () => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, { path: "/platforms/77" });
    await user.click(await screen.findByRole("link", { name: "Toutes les plateformes" }));
    expect(window.location.hash).toBe("#/platforms");
  });
});

import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { platforms } from "../../../test/fixtures";
import type { Handlers } from "../../../test/mockIpc";
import { roundQuote } from "../../../test/mockPlatforms";
import { named, renderApp, renderWhole } from "../../../test/render";
import PlatformsScreen from "./PlatformsScreen";

const PATH = "/platforms/round";
const NAMES = ["Atlas IPTV", "StreamHub", "Cartes Azur", "لوحة النجم"];

/** What the book says beside a panel's field. */
const seen = (id: string) => platforms.find((platform) => platform.id === id)?.balance;

const panel = (name: string) =>
  screen.getByRole("textbox", { name: named(`Solde lu sur le panneau de ${name}`) });
const reasonOf = (name: string) =>
  screen.getByRole("textbox", { name: named(`Raison de l’écart de ${name}`) });

async function openRound(mock: Handlers = {}) {
  const user = userEvent.setup();
  const rendered = renderApp(<PlatformsScreen />, { path: PATH, mock });
  await screen.findByTestId("round-1");
  const sent = (command: string) =>
    rendered.mock.calls.filter((call) => call.command === command).map(({ args }) => args);
  return { user, sent };
}

describe("the morning round", () => {
  it("opens from the platforms, with the focus where one types", async () => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, { path: "/platforms" });
    await user.click(await screen.findByTestId("platform-round"));
    expect(window.location.hash).toBe("#/platforms/round");
    await screen.findByTestId("round-1");
    expect(panel("Atlas IPTV")).toHaveFocus();
    expect(screen.getByTestId("round-2")).toHaveTextContent("StreamHub41,20 EUR");
    expect(screen.getByRole("textbox", { name: "Raison commune" })).toHaveValue("Tour du matin");
  });

  it("goes on with Enter, past the last field to the button", async () => {
    const { user, sent } = await openRound();
    for (const name of NAMES) {
      expect(panel(name)).toHaveFocus();
      await user.keyboard("{Enter}");
    }
    expect(screen.getByTestId("round-record")).toHaveFocus();
    expect(sent("round_record")).toEqual([]);
  });

  it("shows each gap, in words too, and asks for its reason", async () => {
    const { user, sent } = await openRound();
    await user.keyboard("287,5{Enter}40");
    const agreeing = await screen.findByTestId("gap-1");
    await waitFor(() => expect(agreeing).toHaveTextContent("D’accord ✓"));
    const gap = screen.getByTestId("gap-2");
    await waitFor(() => expect(gap).toHaveTextContent("−1,20 EUR"));
    expect(gap).toHaveTextContent(/StreamHub : le panneau a .*1,20 EUR.* de moins que le livre/);
    expect(screen.queryByRole("textbox", { name: /Raison de l’écart de Atlas/ })).toBeNull();
    expect(reasonOf("StreamHub")).toHaveAttribute("placeholder", "Tour du matin");

    await user.clear(screen.getByRole("textbox", { name: "Raison commune" }));
    await user.click(screen.getByRole("button", { name: "Enregistrer 1 écart" }));
    const reason = reasonOf("StreamHub");
    expect(reason).toHaveAccessibleDescription("Écrivez la raison.");
    await waitFor(() => expect(reason).toHaveFocus());
    expect(sent("round_record")).toEqual([]);
    await expectNoAxeViolations();
    await user.keyboard("Frais du fournisseur");
    expect(reason).toBeValid();
  });

  it("records what was typed once, under one key, and goes back to the list", async () => {
    const { user, sent } = await openRound();
    await user.keyboard("285{Enter}41,2{Enter}{Enter}0{Enter}");
    await waitFor(() => expect(screen.getByTestId("gap-4")).toHaveTextContent("+12,50 USD"));
    await user.type(reasonOf("Atlas IPTV"), "Test offert");
    await user.click(panel("لوحة النجم"));
    await user.keyboard("{Enter}");
    expect(screen.getByRole("button", { name: "Enregistrer 2 écarts" })).toHaveFocus();
    await user.keyboard("{Enter}{Enter}");
    await screen.findByTestId("platform-round");
    expect(window.location.hash).toBe("#/platforms");
    expect(await screen.findByText("2 écarts enregistrés.")).toBeVisible();
    expect(sent("round_record")).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f-]{36}$/),
        panels: [
          { platform_id: "1", balance: "285", reason: "Test offert", seen: seen("1") },
          { platform_id: "2", balance: "41,2", reason: "", seen: seen("2") },
          { platform_id: "3", balance: "", reason: "", seen: seen("3") },
          { platform_id: "4", balance: "0", reason: "", seen: seen("4") },
        ],
        reason: "Tour du matin",
      },
    ]);
  });

  it("ends where all agree, and says what is missing where nothing was typed", async () => {
    const { user } = await openRound();
    await user.click(screen.getByRole("button", { name: "Terminer le tour" }));
    expect(panel("Atlas IPTV")).toHaveAccessibleDescription("Recopiez au moins un solde.");
    await waitFor(() => expect(panel("Atlas IPTV")).toHaveFocus());
    await user.keyboard("287,5");
    await user.click(screen.getByRole("button", { name: "Terminer le tour" }));
    expect(await screen.findByText(/rien à enregistrer/)).toBeVisible();
    expect(window.location.hash).toBe("#/platforms");
  });

  it("says beside its field what can't be read, and goes there when it is sent all the same", async () => {
    const { user, sent } = await openRound();
    await user.click(panel("StreamHub"));
    await user.keyboard("abc");
    await waitFor(() => expect(panel("StreamHub")).toBeInvalid());
    expect(panel("StreamHub")).toHaveAccessibleDescription(/ne se lit pas comme un nombre/);
    await user.click(screen.getByTestId("round-record"));
    await waitFor(() => expect(sent("round_record")).toHaveLength(1));
    await waitFor(() => expect(panel("StreamHub")).toHaveFocus());
    expect(panel("StreamHub")).toHaveValue("abc");
    expect(screen.queryByTestId("error-notice")).toBeNull();
  });

  it("is retried under the same key", async () => {
    let refused = false;
    const { user, sent } = await openRound({
      round_record: () => {
        if (refused) return [];
        refused = true;
        throw { code: "book_busy", message: "busy", details: {} };
      },
    });
    await user.keyboard("285");
    await user.click(screen.getByTestId("round-record"));
    expect(await screen.findByTestId("error-notice")).toBeVisible();
    await user.click(screen.getByTestId("round-record"));
    await waitFor(() => expect(sent("round_record")).toHaveLength(2));
    expect(new Set(sent("round_record").map(({ key }) => key)).size).toBe(1);
  });
});

describe("a price that would explain a gap", () => {
  it("is proposed, and taken from today on when asked; what became of it stays said", async () => {
    let taken = false;
    const { user, sent } = await openRound({
      round_accept_price: () => {
        taken = true;
      },
      // As the program does: what was taken is proposed no more.
      round_quote: ({ panels }) =>
        roundQuote(panels).map((gap) => (taken ? { ...gap, price: null } : gap)),
    });
    await user.keyboard("286");
    const hint = await screen.findByTestId("price-1");
    expect(hint).toHaveTextContent(
      /« IPTV 12 mois » semble coûter .*13,00 USD.* maintenant au lieu de .*12,50 USD.* \(3 ventes\)/,
    );
    expect(hint).toHaveTextContent("Les ventes passées ne changent pas.");
    const asked = sent("round_quote").length;
    await user.click(
      within(hint).getByRole("button", {
        name: named("Changer le prix dès aujourd’hui : « IPTV 12 mois », Atlas IPTV"),
      }),
    );
    await waitFor(() =>
      expect(sent("round_accept_price")).toEqual([
        { platformId: "1", productId: "1", credit: "13.00" },
      ]),
    );
    await waitFor(() => expect(sent("round_quote").length).toBeGreaterThan(asked));
    await waitFor(() =>
      expect(screen.getByTestId("price-1")).toHaveTextContent(/L’écart reste à enregistrer/),
    );
    expect(await screen.findByRole("status")).toHaveTextContent(/13,00 USD.* dès aujourd’hui/);
    expect(screen.queryByTestId("accept-price-1")).toBeNull();
    expect(panel("StreamHub")).toHaveFocus();
    expect(panel("Atlas IPTV")).toHaveValue("286");
    // Without a gap there is nothing to be said of it any more.
    await user.clear(panel("Atlas IPTV"));
    await waitFor(() => expect(screen.queryByTestId("price-1")).toBeNull());
  });
});

describe("leaving the round", () => {
  it("asks before it throws away what was typed", async () => {
    const user = userEvent.setup();
    renderWhole({ path: PATH });
    await user.type(await screen.findByRole("textbox", { name: /StreamHub/ }), "40");
    await user.click(screen.getByRole("link", { name: "Toutes les plateformes" }));
    const asked = await screen.findByRole("dialog", { name: "Abandonner la saisie ?" });
    await user.click(within(asked).getByRole("button", { name: "Continuer la saisie" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(panel("StreamHub")).toHaveValue("40");
  });

  it("is not asked about once all is recorded, and the notice stays", async () => {
    const user = userEvent.setup();
    renderWhole({ path: PATH });
    await user.type(await screen.findByRole("textbox", { name: /StreamHub/ }), "40");
    await user.click(screen.getByTestId("round-record"));
    await screen.findByTestId("platform-round");
    expect(await screen.findByText("1 écart enregistré.")).toBeVisible();
    expect(screen.queryByText("Abandonner la saisie ?")).toBeNull();
  });
});

it("without platforms leads to the first one", async () => {
  const user = userEvent.setup();
  renderApp(<PlatformsScreen />, { path: PATH, state: "empty" });
  await screen.findByText("Aucun panneau à regarder");
  await expectNoAxeViolations();
  await user.click(screen.getByRole("button", { name: "Ajouter une plateforme" }));
  expect(await screen.findByRole("dialog", { name: "Ajouter une plateforme" })).toBeVisible();
});

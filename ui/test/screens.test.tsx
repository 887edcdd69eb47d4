// The start, the settings and the import as a person uses them; axe in light, dark and right to left.
import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { ImportScreen } from "../src/features/legacy/ImportScreen";
import PlatformsScreen from "../src/features/platforms/PlatformsScreen";
import SettingsScreen from "../src/features/settings/SettingsScreen";
import SubscriptionsScreen from "../src/features/subscriptions/SubscriptionsScreen";
import { expectNoAxeViolations } from "./axe";
import { importReport } from "./fixtures/legacy";
import { renderApp, renderWhole } from "./render";

const LOOKS = [
  { language: "fr", theme: "light" },
  { language: "ar", theme: "dark" },
  { language: "en", theme: "light" },
] as const;

describe("first start", () => {
  it.each(LOOKS)("axe finds nothing ($language, $theme)", async (look) => {
    renderWhole({ ...look, state: "no_book" });
    await screen.findByTestId("first-run");
    expect(document.documentElement.dir).toBe(look.language === "ar" ? "rtl" : "ltr");
    await expectNoAxeViolations();
  });

  it("makes the book with the keyboard and leads through a door", async () => {
    const user = userEvent.setup();
    const { mock } = renderWhole({ state: "no_book" });
    const name = await screen.findByTestId("shop-name-input");
    expect(name).toHaveFocus();
    await user.keyboard("{Enter}");
    expect(await screen.findByText("Écrivez le nom de votre boutique.")).toBeVisible();
    await user.type(name, "Ma boutique{Enter}");
    await screen.findByTestId("doors");
    expect(mock.calls.find(({ command }) => command === "book_create")?.args).toEqual({
      input: { name: "Ma boutique", currency: "DZD", timezone: "Africa/Algiers", language: "fr" },
    });
    await expectNoAxeViolations();
    expect(screen.getByTestId("door-empty")).toBeVisible();
    await user.click(screen.getByTestId("door-import"));
    expect(await screen.findByTestId("choose-files")).toBeVisible();
    expect(screen.getByTestId("nav-import")).toHaveAttribute("aria-current", "page");
  });

  it("has a way past the doors, into the empty book", async () => {
    const user = userEvent.setup();
    renderWhole({ state: "no_book" });
    await user.type(await screen.findByTestId("shop-name-input"), "Ma boutique{Enter}");
    await user.click(await screen.findByTestId("door-empty"));
    expect(await screen.findByText("Commencez par une plateforme")).toBeVisible();
  });

  it("changes language and direction at once", async () => {
    const user = userEvent.setup();
    renderWhole({ state: "no_book" });
    await user.click(await screen.findByTestId("language-ar"));
    expect(await screen.findByText("مرحبًا بك")).toBeVisible();
    expect(document.documentElement).toHaveAttribute("dir", "rtl");
    expect(document.documentElement).toHaveAttribute("lang", "ar");
  });
});

describe("a book that can't be opened", () => {
  it("says why, and opens on retry", async () => {
    const user = userEvent.setup();
    const { mock } = renderWhole({ state: "refused" });
    expect(await screen.findByText(/version plus récente/)).toBeVisible();
    await expectNoAxeViolations();
    const open = { kind: "open", book: (await import("./fixtures")).book };
    mock.handlers.book_retry = () => open;
    mock.handlers.app_state = () => open;
    await user.click(screen.getByTestId("retry"));
    expect(await screen.findByTestId("shop-name")).toHaveTextContent("Numérique Didouche");
  });
});

describe("a damaged book", () => {
  it("can be replaced by a backup right there", async () => {
    const user = userEvent.setup();
    const { mock } = renderWhole({ state: "refused" });
    await user.click(await screen.findByTestId("restore"));
    const preview = await screen.findByTestId("restore-preview");
    expect(within(preview).getByRole("row", { name: /Ventes – 840/ })).toBeVisible();
    expect(screen.getByTestId("restore-unreadable")).toHaveTextContent(/ne peut pas être lu/);
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("confirm"));
    expect(await screen.findByTestId("shop-name")).toBeVisible();
    expect(mock.calls.map(({ command }) => command)).toContain("restore_confirm");
  });
});

describe("the frame", () => {
  it("marks the demo and leads back", async () => {
    const user = userEvent.setup();
    renderWhole({ state: "demo", path: "/settings" });
    await user.click(await screen.findByTestId("leave-demo"));
    await waitFor(() => expect(screen.queryByTestId("demo-ribbon")).not.toBeInTheDocument());
  });

  it("lists the keys on ?, and finds screens with Ctrl+K", async () => {
    const user = userEvent.setup();
    renderWhole({ path: "/settings" });
    await screen.findByTestId("settings-name");
    await user.keyboard("?");
    const keys = await screen.findByRole("dialog", { name: "Touches du clavier" });
    expect(within(keys).getByText("Échap")).toBeInTheDocument();
    expect(within(keys).getAllByText("Entrée")[0]).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await user.keyboard("{Control>}k{/Control}");
    await user.type(
      await screen.findByPlaceholderText("Client, n° de vente, produit, plateforme, écran…"),
      "import{Enter}",
    );
    expect(await screen.findByTestId("choose-files")).toBeVisible();
  });

  it("does with Ctrl+K what one came for, by keyboard alone", async () => {
    const user = userEvent.setup();
    const { mock } = renderWhole({ path: "/settings" });
    const find = async (text: string) => {
      await user.keyboard("{Control>}k{/Control}");
      const field = await screen.findByPlaceholderText(
        "Client, n° de vente, produit, plateforme, écran…",
      );
      await waitFor(() => expect(field).toHaveFocus());
      await user.keyboard(`${text}{Enter}`);
    };
    await screen.findByTestId("settings-name");
    await find("recharger stream");
    const deposit = await screen.findByRole("dialog", { name: "Recharger StreamHub" });
    const credit = within(deposit).getByRole("textbox", { name: "Crédit reçu" });
    await waitFor(() => expect(credit).toHaveFocus());
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await find("ajouter un client");
    expect(await screen.findByRole("dialog", { name: "Ajouter un client" })).toBeInTheDocument();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    await find("sauvegarder");
    expect(await screen.findByTestId("backup-result")).toBeVisible();
    expect(mock.calls.filter(({ command }) => command === "backup_create")).toHaveLength(1);
    // Done once: the address no longer asks for it.
    expect(window.location.search).toBe("");
  });

  it("forgets a notice on another screen", async () => {
    const user = userEvent.setup();
    renderWhole({ path: "/settings" });
    const name = await screen.findByTestId("settings-name");
    await user.type(name, " 2{Enter}");
    expect(await screen.findByText("Réglages enregistrés")).toBeInTheDocument();
    await user.click(screen.getByTestId("nav-import"));
    await waitFor(() => expect(screen.queryByText("Réglages enregistrés")).not.toBeInTheDocument());
  });

  it("shows a broken screen as such, with the rest usable", async () => {
    const user = userEvent.setup();
    renderWhole({ path: "/settings", mock: { methods_list: () => [null] } });
    expect(await screen.findByTestId("broken")).toBeVisible();
    await user.click(screen.getByTestId("nav-import"));
    expect(await screen.findByTestId("choose-files")).toBeVisible();
  });
});

describe("subscriptions", () => {
  it.each(LOOKS)(
    "axe finds nothing on the board nor in its dialogs ($language, $theme)",
    async (look) => {
      const user = userEvent.setup();
      renderApp(<SubscriptionsScreen />, look);
      await user.click(await screen.findByTestId("stage-days3"));
      await screen.findByTestId("subscription-104");
      await expectNoAxeViolations();
      await user.click(screen.getByTestId("renew-104"));
      await screen.findByTestId("renew-facts");
      await expectNoAxeViolations();
      await user.keyboard("{Escape}");
      await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
      await user.click(screen.getByTestId("message-104"));
      await screen.findByTestId("message-text");
      await expectNoAxeViolations();
      await user.keyboard("{Escape}");
      await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
      await user.click(screen.getByTestId("select-all"));
      await user.click(screen.getByTestId("renew-selected"));
      await screen.findByTestId("pay-later");
      await expectNoAxeViolations();
      await user.click(screen.getByTestId("pay-later"));
      await user.click(screen.getByTestId("submit"));
      await screen.findByTestId("result-106");
      await expectNoAxeViolations();
    },
  );
});

describe("settings", () => {
  it.each(LOOKS)("axe finds nothing ($language, $theme)", async (look) => {
    const user = userEvent.setup();
    renderApp(<SettingsScreen />, look);
    await user.click(screen.getByTestId("verify"));
    await user.click(screen.getByTestId("backup"));
    await screen.findByTestId("verify-result");
    await screen.findByTestId("backup-result");
    await expectNoAxeViolations();
  });

  it("shows a failed check in words", async () => {
    const user = userEvent.setup();
    renderApp(<SettingsScreen />, {
      mock: {
        verify: () => ({
          ok: false,
          checks: [{ name: "movements_chain", ok: false, checked: 12, detail: "movement 7" }],
        }),
      },
    });
    await user.click(screen.getByTestId("verify"));
    const result = await screen.findByTestId("verify-result");
    const failed = within(result).getByRole("listitem");
    expect(failed).toHaveTextContent("La chaîne des mouvements est intacte : Échoué");
    expect(failed).toHaveTextContent("movement 7");
  });

  it("says in one line that all is well, each check when asked", async () => {
    const user = userEvent.setup();
    renderApp(<SettingsScreen />);
    await user.click(screen.getByTestId("verify"));
    const result = await screen.findByTestId("verify-result");
    expect(within(result).getByText("Le livre est juste : 6 contrôles réussis.")).toBeVisible();
    expect(within(result).queryByRole("table")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("verify-details"));
    expect(within(result).getByRole("table", { name: "Vérifier le livre" })).toBeVisible();
  });

  it("forgets an error once something else is begun", async () => {
    const user = userEvent.setup();
    renderApp(<SettingsScreen />, {
      mock: {
        restore_choose: () => {
          throw { code: "not_a_book", message: "", details: { path: "photo.png" } };
        },
      },
    });
    await user.click(screen.getByTestId("restore"));
    expect(await screen.findByText(/photo\.png/)).toBeVisible();
    await user.click(screen.getByTestId("verify"));
    await screen.findByTestId("verify-result");
    expect(screen.queryByText(/photo\.png/)).not.toBeInTheDocument();
  });

  it("restores only after showing both books and asking", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<SettingsScreen />);
    await user.click(screen.getByTestId("restore"));
    const preview = await screen.findByTestId("restore-preview");
    const rows = within(preview).getAllByRole("row");
    const words = rows.map((row) => (row.textContent ?? "").replace(/[\u202f\u00a0]/g, " "));
    expect(words.slice(1)).toEqual([
      "Dernier enregistrement31/01/2026 11:0215/01/2026 18:40",
      "Ventes912840",
      "Mouvements1 2041 100",
      "Valeur du crédit1 322 224,67 DA990 000,00 DA",
      "Créances des clients18 500,00 DA21 000,00 DA",
    ]);
    expect(screen.queryByTestId("restore-unreadable")).toBeNull();
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("confirm"));
    await waitFor(() => expect(screen.queryByTestId("restore-preview")).not.toBeInTheDocument());
    expect(mock.calls).toContainEqual({
      command: "restore_confirm",
      args: { handle: "restore-1" },
    });
  });

  it("keeps the name that was typed when saving it fails", async () => {
    const user = userEvent.setup();
    renderApp(<SettingsScreen />, {
      mock: {
        settings_update: () => {
          throw { code: "book_busy", message: "busy", details: {} };
        },
      },
    });
    const name = screen.getByTestId("settings-name");
    await user.clear(name);
    await user.type(name, "Autre nom{Enter}");
    expect(await screen.findByText(/occupé par un autre programme/)).toBeVisible();
    expect(name).toHaveValue("Autre nom");
  });
});

describe("the morning round", () => {
  it("is found with Ctrl+K, the first balance ready to be typed", async () => {
    const user = userEvent.setup();
    renderWhole({ path: "/settings" });
    await screen.findByTestId("settings-name");
    await user.keyboard("{Control>}k{/Control}");
    const search = await screen.findByPlaceholderText(
      "Client, n° de vente, produit, plateforme, écran…",
    );
    await user.type(search, "tour du matin{Enter}");
    await screen.findByTestId("round-record");
    await waitFor(() => expect(screen.queryByRole("dialog")).not.toBeInTheDocument());
    expect(screen.getByRole("textbox", { name: /panneau de Atlas/ })).toHaveFocus();
  });

  it.each(LOOKS)("axe finds nothing ($language, $theme)", async (look) => {
    const user = userEvent.setup();
    renderApp(<PlatformsScreen />, { ...look, path: "/platforms/round" });
    const [balance] = await screen.findAllByRole("textbox", { name: /Atlas IPTV/ });
    await waitFor(() => expect(balance).toHaveFocus());
    expect(balance?.closest("[dir]")).toHaveAttribute("dir", "ltr");
    await user.keyboard("286{Enter}abc{Enter}1250");
    await screen.findByTestId("price-1");
    await waitFor(() => expect(screen.getByTestId("gap-3")).toHaveTextContent("✓"));
    await expectNoAxeViolations();
  });
});

describe("import", () => {
  it.each(LOOKS)("axe finds nothing on any step ($language, $theme)", async (look) => {
    const user = userEvent.setup();
    renderApp(<ImportScreen />, look);
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("choose-folder"));
    await user.click(await screen.findByTestId("map-aside"));
    await user.click(screen.getByTestId("next"));
    await screen.findByTestId("mode-opening");
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("next"));
    await screen.findByTestId("import-totals");
    await expectNoAxeViolations();
    await user.click(screen.getByTestId("import"));
    await user.click(await screen.findByTestId("confirm"));
    await screen.findByTestId("import-result");
    await expectNoAxeViolations();
  });

  it("previews, loses nothing on the way back, imports once and reconciles", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<ImportScreen />);
    await user.click(screen.getByTestId("choose-files"));
    expect(await screen.findByText("Non reconnu")).toBeVisible();
    await user.click(screen.getByTestId("map-aside"));
    expect(screen.getByTestId("passed-over")).toHaveTextContent(/Le fichier est vide.*vide\.csv/);
    await user.click(screen.getByTestId("next"));
    await user.type(screen.getByTestId("figure-Atlas IPTV"), "70 000,00");
    await user.click(screen.getByTestId("next"));
    await screen.findByTestId("import-totals");
    const input = {
      handle: "import-1",
      mode: "opening",
      balances: [{ platform: "Atlas IPTV", figure: "70 000,00" }],
      choices: [
        expect.objectContaining({
          path: "/home/boutique/Documents/ancien/notes de caisse.csv",
          aside: true,
          mapping: null,
        }),
      ],
    };
    expect(mock.calls.at(-1)).toEqual({ command: "legacy_preview", args: { input } });

    await user.click(screen.getByTestId("back"));
    expect(screen.getByTestId("figure-Atlas IPTV")).toHaveValue("70 000,00");
    await user.click(screen.getByTestId("next"));
    expect(mock.calls.filter(({ command }) => command === "legacy_preview")).toHaveLength(1);

    await user.click(screen.getByText("Refusées (5)"));
    expect(await screen.findByText(/Cette date n’existe pas/)).toBeVisible();
    await user.click(screen.getByTestId("import"));
    await user.click(await screen.findByTestId("confirm"));
    expect(await screen.findByTestId("difference")).toHaveTextContent("0,00");
    expect(mock.calls).toContainEqual({ command: "legacy_import", args: { input } });
  });

  it("says which platform restarts at zero, and leads back to the figures", async () => {
    const user = userEvent.setup();
    renderApp(<ImportScreen />);
    await user.click(screen.getByTestId("choose-files"));
    await user.click(await screen.findByTestId("map-aside"));
    await user.click(await screen.findByTestId("next"));
    await user.click(await screen.findByTestId("next"));
    const unsaid = await screen.findByTestId("unsaid");
    // Of the three without a figure only one ends at zero.
    expect(unsaid).toHaveTextContent(/لوحة النجم.* : cette plateforme repartira de 0,00/);
    const row = screen.getByRole("row", { name: /لوحة النجم/ });
    expect(within(row).getByText("rien indiqué")).toBeVisible();
    await user.click(screen.getByTestId("give-figures"));
    await user.type(screen.getByTestId("figure-لوحة النجم"), "0");
    await user.click(screen.getByTestId("next"));
    await screen.findByTestId("import-totals");
    expect(screen.queryByTestId("unsaid")).not.toBeInTheDocument();
  });

  it("is left without a question while nothing was typed", async () => {
    const user = userEvent.setup();
    renderWhole({ path: "/import" });
    await user.click(await screen.findByTestId("choose-files"));
    await screen.findByTestId("next");
    await user.click(screen.getByTestId("nav-settings"));
    expect(await screen.findByTestId("settings-name")).toBeVisible();
    await user.click(screen.getByTestId("nav-import"));
    await user.click(await screen.findByTestId("choose-files"));
    await user.click(await screen.findByTestId("map-aside"));
    await user.click(await screen.findByTestId("next"));
    await user.click(screen.getByTestId("nav-settings"));
    expect(await screen.findByText("Abandonner la saisie ?")).toBeInTheDocument();
    await user.click(screen.getByTestId("confirm"));
    expect(await screen.findByTestId("settings-name")).toBeVisible();
  });

  it("takes back the import just made: says that the book goes back to its copy, and where the other is kept", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<ImportScreen />);
    await user.click(screen.getByTestId("choose-files"));
    await user.click(await screen.findByTestId("map-aside"));
    await user.click(screen.getByTestId("next"));
    await user.click(await screen.findByTestId("next"));
    await user.click(await screen.findByTestId("import"));
    await user.click(await screen.findByTestId("confirm"));
    await user.click(await screen.findByTestId("undo-import"));
    expect(await screen.findByTestId("undo-backup")).toHaveTextContent(/before-import\.rasid/);
    expect(mock.calls.some(({ command }) => command === "legacy_undo")).toBe(false);
    await user.click(screen.getByTestId("confirm"));
    expect(await screen.findByTestId("undone")).toHaveTextContent(/before-restore\.rasid/);
    expect(screen.getByTestId("choose-files")).toBeVisible();
    const batch = importReport("opening", false).batch;
    const undone = mock.calls.find(({ command }) => command === "legacy_undo");
    expect(undone?.args).toEqual({ key: expect.any(String), batch });
  });

  it("lists earlier imports; before one is taken back says what stays and why", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<ImportScreen />);
    const list = await screen.findByTestId("imports");
    expect(within(list).getByText("ventes.csv")).toBeVisible();
    expect(screen.queryByTestId("undo-batch-0")).not.toBeInTheDocument();
    await user.click(screen.getByTestId("undo-batch-1"));
    const foretold = await screen.findByTestId("undo-entries");
    expect(foretold).toHaveTextContent(/Ventes annulées : 3.?891/);
    expect(foretold).toHaveTextContent(/Plateforme Atlas IPTV – crédit dépensé depuis : 210,00/);
    expect(foretold).toHaveTextContent(/Client نادية – vendu depuis/);
    await user.click(screen.getByTestId("confirm"));
    expect(await screen.findByTestId("undone")).toHaveTextContent(/Vente s-204 – payé depuis/);
    // What the program says of itself is read again.
    const reads = mock.calls.filter(({ command }) => command === "legacy_imports");
    expect(reads.length).toBeGreaterThan(1);
  });

  it("takes nothing back before it was said what would happen, and shows a refusal", async () => {
    const user = userEvent.setup();
    const { mock } = renderApp(<ImportScreen />, {
      mock: {
        legacy_undo_quote: () => {
          throw {
            code: "import_undone",
            message: "",
            details: { value: "batch-1", date: "2026-03-05" },
          };
        },
      },
    });
    await user.click(await screen.findByTestId("undo-batch-1"));
    expect(await screen.findByText(/a déjà été annulé/)).toBeVisible();
    await user.click(screen.getByTestId("confirm"));
    expect(mock.calls.some(({ command }) => command === "legacy_undo")).toBe(false);
  });

  it.each(LOOKS)("axe finds nothing in the question ($language, $theme)", async (look) => {
    const user = userEvent.setup();
    renderApp(<ImportScreen />, look);
    await user.click(await screen.findByTestId("undo-batch-1"));
    await screen.findByTestId("undo-entries");
    await expectNoAxeViolations();
  });

  it("shows a figure that can't be read beside its field", async () => {
    const user = userEvent.setup();
    renderApp(<ImportScreen />, {
      mock: {
        legacy_preview: () => {
          throw {
            code: "bad_number",
            message: "",
            details: { field: "balances.0.figure", value: "abc" },
          };
        },
      },
    });
    await user.click(screen.getByTestId("choose-files"));
    await user.click(await screen.findByTestId("map-aside"));
    await user.click(await screen.findByTestId("next"));
    await user.type(screen.getByTestId("figure-StreamHub"), "abc{Enter}");
    expect(await screen.findByText(/ne se lit pas comme un nombre/)).toBeVisible();
    expect(screen.getByTestId("figure-StreamHub")).toHaveAccessibleDescription(/ne se lit pas/);
    expect(screen.getByTestId("figure-StreamHub")).toHaveValue("abc");
  });
});

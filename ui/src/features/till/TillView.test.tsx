import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { book } from "../../../test/fixtures";
import type { Handlers, MockState } from "../../../test/mockIpc";
import { closings, till } from "../../../test/mockTill";
import { renderApp, renderWhole } from "../../../test/render";
import ReportsScreen from "../reports/ReportsScreen";

const PATH = "/reports/till";

const counted = (name: string) => screen.getByRole("textbox", { name: `${name} : montant compté` });
const comment = (name: string) =>
  screen.getByRole("textbox", { name: `${name} : pourquoi cet écart ?` });
const button = () => screen.getByTestId("till-close");

type User = ReturnType<typeof userEvent.setup>;

/** Closes the day: the question is answered. */
async function closeDay(user: User) {
  await user.click(button());
  await user.click(await screen.findByTestId("confirm"));
}

async function openTill(mock: Handlers = {}, state: MockState = "open") {
  const user = userEvent.setup();
  const rendered = renderApp(<ReportsScreen />, { path: PATH, mock, state });
  await screen.findByTestId("till-1");
  const sent = (command: string) =>
    rendered.mock.calls.filter((call) => call.command === command).map(({ args }) => args);
  return { user, sent };
}

/** The input of the n-th closing that was sent. */
const inputOf = (args: Record<string, unknown> | undefined) => args?.input as { counts: unknown[] };

test("the closings of the period are written as a file", async () => {
  const { user, sent } = await openTill({
    export_dataset: () => ({ rows: 5, file: "/tmp/closings.csv" }),
  });
  await user.click(screen.getByTestId("export"));
  await user.click(await screen.findByTestId("export-closings-excel-fr"));
  expect(sent("export_dataset")[0]).toMatchObject({ dataset: "closings", dialect: "excel-fr" });
});

describe("counting", () => {
  it("has its own address, and the focus where one types", async () => {
    const user = userEvent.setup();
    renderApp(<ReportsScreen />, { path: "/reports" });
    await user.click(await screen.findByRole("radio", { name: "Clôture du jour" }));
    expect(window.location.hash).toBe(`#${PATH}`);
    await screen.findByTestId("till-1");
    expect(counted("Espèces")).toHaveFocus();
    // Of what was shown before nothing is printed from here.
    expect(screen.queryByTestId("report-print")).toBeNull();
    expect(screen.getByTestId("till-1")).toHaveTextContent(
      /5.000,00.*27.800,00.*3.300,00.*0,00.*29.500,00/,
    );
    expect(screen.getByTestId("till-since")).toHaveTextContent(/clôture du .*30\/01\/2026/);
    expect(screen.getByTestId("till-since")).toHaveTextContent(/1 paiement daté du/);
    expect(screen.queryByTestId("opening-1")).toBeNull();
  });

  it("goes on with Enter, past the last field to the button", async () => {
    const { user, sent } = await openTill();
    for (const name of ["Espèces", "BaridiMob", "CCP", "Virement", "Autre"]) {
      expect(counted(name)).toHaveFocus();
      await user.keyboard("{Enter}");
    }
    expect(button()).toHaveFocus();
    expect(sent("till_close")).toEqual([]);
  });

  it("shows each gap at once, exactly, and asks why before it closes", async () => {
    const { user, sent } = await openTill();
    await user.keyboard("29 500{Enter}٣٠٥٣٤٫٢");
    expect(screen.getByTestId("till-gap-1")).toHaveTextContent("Juste ✓");
    const gap = screen.getByTestId("till-gap-2");
    expect(gap).toHaveTextContent("−0,30");
    expect(gap).toHaveTextContent(/BaridiMob : .*0,30.DA.* de moins que prévu/);
    expect(screen.queryByRole("textbox", { name: /Espèces : pourquoi/ })).toBeNull();
    expect(button()).toHaveTextContent(/Clôturer le .*31\/01\/2026.* avec 1 écart/);

    await user.click(button());
    expect(comment("BaridiMob")).toHaveAccessibleDescription("À remplir.");
    await waitFor(() => expect(comment("BaridiMob")).toHaveFocus());
    expect(sent("till_close")).toEqual([]);
    await expectNoAxeViolations();
    await user.keyboard("Arrondi");
    expect(comment("BaridiMob")).toBeValid();
    await closeDay(user);
    await waitFor(() => expect(sent("till_close")).toHaveLength(1));
  });

  it("adds up what is there, and says what of it nobody counted", async () => {
    const { user } = await openTill();
    await user.keyboard("29600,10");
    const total = screen.getByRole("rowheader", { name: "Total" }).closest("tr");
    expect(total).toHaveTextContent(/66.534,50/);
    expect(total).toHaveTextContent(/66.634,60.*dont 4 non comptés/);
    expect(total).toHaveTextContent("+100,10");
  });

  it("wants something to be counted", async () => {
    const { user, sent } = await openTill();
    await user.click(button());
    expect(counted("Espèces")).toHaveAccessibleDescription(
      "Comptez au moins un moyen de paiement.",
    );
    await waitFor(() => expect(counted("Espèces")).toHaveFocus());
    expect(sent("till_close")).toEqual([]);
  });

  it("says what can't be read beside its field", async () => {
    const { user } = await openTill();
    await user.keyboard("abc");
    await waitFor(() => expect(counted("Espèces")).toBeInvalid());
    expect(counted("Espèces")).toHaveAccessibleDescription(/ne se lit pas comme un nombre/);
    expect(screen.getByTestId("till-gap-1")).toBeEmptyDOMElement();
    await user.clear(counted("Espèces"));
    await user.keyboard("1,234");
    await waitFor(() =>
      expect(counted("Espèces")).toHaveAccessibleDescription(/trop de chiffres .*2.* au plus/),
    );
  });
});

describe("closing", () => {
  it("sends what was typed once, under one key, and begins anew", async () => {
    const { user, sent } = await openTill();
    await user.keyboard("29400");
    await user.type(screen.getByTestId("kept-1"), "5000");
    await user.type(comment("Espèces"), "Monnaie");
    await user.type(screen.getByTestId("till-note"), "Jour calme");
    await closeDay(user);
    const title = await screen.findByRole("heading", {
      name: /Journée du .*31\/01\/2026.* clôturée le .*31\/01\/2026.* à .*20:12/,
    });
    expect(title).toHaveFocus();
    expect(sent("till_close")).toEqual([
      {
        key: expect.stringMatching(/^[0-9a-f-]{36}$/),
        input: {
          date: book.today,
          note: "Jour calme",
          counts: [
            {
              method_id: "1",
              seen: "29500.00",
              opening: "",
              counted: "29400",
              kept: "5000",
              comment: "Monnaie",
            },
          ],
        },
      },
    ]);
    const made = await screen.findByTestId("closing-3");
    expect(made).toHaveTextContent("−100,00");
    // What was counted stands there in place of the form, and the day after is to come.
    const closed = screen.getByTestId("till-closed");
    expect(closed).toHaveTextContent(/29.500,00.*29.400,00.*−100,00.*5.000,00.*Monnaie/);
    expect(closed).toHaveTextContent("Jour calme");
    expect(screen.queryByTestId("till-close")).toBeNull();
    expect(await screen.findByText(/à partir de demain/)).toBeVisible();
    expect(screen.queryByTestId("till-next")).toBeNull();
    await expectNoAxeViolations();

    await user.click(screen.getByRole("button", { name: /Compter à nouveau le .*31\/01\/2026/ }));
    await waitFor(() => expect(counted("Espèces")).toHaveFocus());
    expect(counted("Espèces")).toHaveValue("");
    expect(screen.getByTestId("till-note")).toHaveValue("");
    expect(screen.getByTestId("till-1")).toHaveTextContent(/5.000,00/);
  });

  it("asks first, with what will be written, the keyboard on what changes nothing", async () => {
    const { user, sent } = await openTill();
    await user.keyboard("29400{Enter}30534,5");
    await user.type(comment("Espèces"), "Monnaie");
    await user.click(button());
    const asked = await screen.findByRole("dialog", {
      name: /Clôturer la journée du .*31\/01\/2026/,
    });
    const [, cash, reason, baridimob, ccp] = within(asked).getAllByRole("row");
    expect(cash).toHaveTextContent(/Espèces.*29.500,00.*29.400,00.*−100,00/);
    expect(reason).toHaveTextContent("Monnaie");
    expect(baridimob).toHaveTextContent(/30.534,50.*30.534,50.*Juste/);
    expect(ccp).toHaveTextContent(/6.500,00.*non compté/);
    expect(asked).toHaveTextContent("Une clôture ne se modifie plus ensuite");
    await expectNoAxeViolations();
    const safe = within(asked).getByRole("button", { name: "Revenir au comptage" });
    await waitFor(() => expect(safe).toHaveFocus());
    await user.keyboard("{Enter}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await waitFor(() => expect(button()).toHaveFocus());
    await user.keyboard("{Enter}");
    await screen.findByTestId("confirm");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent("till_close")).toEqual([]);
    expect(counted("Espèces")).toHaveValue("29400");
  });

  it("reads a till that has moved again, keeps what was typed and says so on its line", async () => {
    let moved = false;
    const now = till.lines.map((line) =>
      line.method_id === "2" ? { ...line, received: "19000.00", expected: "31534.50" } : line,
    );
    const { user, sent } = await openTill({
      till_get: () => (moved ? { ...till, lines: now } : till),
      till_close: () => {
        if (moved) return closings[0];
        moved = true;
        const details = { method: "baridimob", seen: "30534.50", expected: "31534.50" };
        throw { code: "till_moved", message: "", details: { ...details, field: "counts.1" } };
      },
    });
    await user.keyboard("29500{Enter}30534,5");
    await closeDay(user);
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(/BaridiMob.* : .*30.534,50.* attendu, maintenant .*31.534,50/);
    expect(screen.queryByTestId("error-notice")).toBeNull();
    await waitFor(() => expect(screen.getByTestId("till-2")).toHaveTextContent(/31.534,50/));
    expect(counted("Espèces")).toHaveValue("29500");
    expect(counted("BaridiMob")).toHaveValue("30534,5");
    expect(counted("BaridiMob")).toHaveFocus();
    expect(screen.getByTestId("till-gap-2")).toHaveTextContent(/−1.000,00/);
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await user.type(comment("BaridiMob"), "Virement du soir");
    expect(screen.queryByRole("alert")).toBeNull();
    // What was refused is asked for anew only once it is sent again.
    expect(screen.queryByRole("dialog")).toBeNull();
    await closeDay(user);
    await waitFor(() => expect(sent("till_close")).toHaveLength(2));
    expect(inputOf(sent("till_close")[1]).counts[1]).toMatchObject({ seen: "31534.50" });
  });

  it("lands a refusal next to its field", async () => {
    const { user } = await openTill();
    await user.type(counted("BaridiMob"), "30534,50");
    await user.type(screen.getByTestId("kept-2"), "40000");
    await closeDay(user);
    const kept = screen.getByRole("textbox", { name: "BaridiMob : laissé en caisse" });
    await waitFor(() => expect(kept).toBeInvalid());
    expect(kept).toHaveAccessibleDescription(/Saisissez .*30.534,50.* au plus/);
    expect(kept).toHaveFocus();
    expect(screen.queryByTestId("error-notice")).toBeNull();
  });

  it("is retried under the same key", async () => {
    let refused = false;
    const { user, sent } = await openTill({
      till_close: () => {
        if (refused) return closings[0];
        refused = true;
        throw { code: "book_busy", message: "busy", details: {} };
      },
    });
    await user.keyboard("29500");
    await closeDay(user);
    expect(await screen.findByTestId("error-notice")).toBeVisible();
    expect(counted("Espèces")).toHaveValue("29500");
    await closeDay(user);
    await waitFor(() => expect(sent("till_close")).toHaveLength(2));
    expect(new Set(sent("till_close").map(({ key }) => key)).size).toBe(1);
  });
});

describe("the day", () => {
  it("may not be before the newest closing, nor to come; what was typed stays", async () => {
    const { user, sent } = await openTill();
    await user.keyboard("29500");
    const date = screen.getByTestId("till-date");
    await user.clear(date);
    await user.type(date, "15/01/2026{Enter}");
    await waitFor(() =>
      expect(date).toHaveAccessibleDescription(/15\/01\/2026.* est déjà clôturée.*30\/01\/2026/),
    );
    expect(screen.queryByTestId("error-notice")).toBeNull();
    await user.clear(date);
    await user.type(date, "15/02/2026{Enter}");
    await waitFor(() => expect(date).toHaveAccessibleDescription(/dans le futur/));
    await user.clear(date);
    await user.type(date, "30/01/2026");
    expect(
      await screen.findByRole("heading", { name: /Journée du .*30\/01\/2026.* clôturée le/ }),
    ).toBeVisible();
    expect(date).toHaveFocus();
    expect(sent("till_get").at(-1)).toEqual({ date: "2026-01-30" });
    await user.click(screen.getByTestId("till-again"));
    expect(await screen.findByRole("button", { name: /Clôturer le .*30\/01\/2026/ })).toBeVisible();
    expect(counted("Espèces")).toHaveValue("29500");
  });

  it("that is closed is said to be, with what waits for the next, and the next at a press", async () => {
    const { user } = await openTill();
    const date = screen.getByTestId("till-date");
    await user.clear(date);
    await user.type(date, "30/01/2026{Enter}");
    const closed = await screen.findByTestId("till-closed");
    expect(closed).toHaveTextContent(/clôturée le .*30\/01\/2026.* à .*20:04/);
    expect(closed).toHaveTextContent(
      /compte dans la prochaine clôture\. 1 paiement l’attend déjà\./,
    );
    expect(closed).toHaveTextContent("Rendu 500 DA de trop");
    await user.click(screen.getByRole("button", { name: /Passer au .*31\/01\/2026/ }));
    expect(await screen.findByRole("button", { name: /Clôturer le .*31\/01\/2026/ })).toBeVisible();
    await waitFor(() => expect(counted("Espèces")).toHaveFocus());
    expect(date).toHaveValue("31/01/2026");
  });

  it("of the first closing takes what was there before", async () => {
    const { user, sent } = await openTill({}, "empty");
    expect(screen.getByText(/^Première clôture/)).toBeVisible();
    expect(await screen.findByTestId("empty-state")).toHaveTextContent(/^Pas encore de clôture/);
    await user.type(screen.getByRole("textbox", { name: "Espèces : au début" }), "5000");
    await user.type(counted("Espèces"), "29 500,00");
    expect(screen.getByTestId("till-gap-1")).toHaveTextContent("Juste ✓");
    await closeDay(user);
    await waitFor(() => expect(sent("till_close")).toHaveLength(1));
    expect(inputOf(sent("till_close")[0]).counts).toEqual([
      {
        method_id: "1",
        seen: "24500.00",
        opening: "5000",
        counted: "29 500,00",
        kept: "",
        comment: "",
      },
    ]);
    expect(await screen.findByTestId("closing-1")).toBeVisible();
    await waitFor(() => expect(screen.queryByTestId("opening-1")).toBeNull());
  });
});

describe("the closings", () => {
  it("stand newest first, each with its lines and reasons", async () => {
    const { user } = await openTill();
    const [, newest, older] = within(
      await screen.findByRole("table", { name: "Clôtures de la période" }),
    ).getAllByRole("row");
    expect(newest).toHaveTextContent(/30\/01\/2026.*Propriétaire/);
    expect(newest).toHaveTextContent(/49.304,50.*48.804,50.*dont 1 non compté/);
    expect(newest).toHaveTextContent(/−500,00.*Fermé plus tôt/);
    expect(older).toHaveTextContent("29/01/2026");
    newest?.focus();
    await user.keyboard("{Enter}");
    const details = await screen.findByRole("dialog", { name: /Clôture du .*30\/01\/2026/ });
    expect(details).toHaveTextContent("Rendu 500 DA de trop");
    expect(details).toHaveTextContent(/Espèces : .*500,00.DA.* de moins que prévu/);
    expect(within(details).getByText("non compté")).toBeVisible();
    await expectNoAxeViolations();
  });

  it("are those of a period", async () => {
    const { user, sent } = await openTill();
    await screen.findByTestId("closing-2");
    await user.click(screen.getByTestId("period"));
    await user.click(await screen.findByRole("option", { name: "Aujourd’hui", hidden: true }));
    expect(await screen.findByText("Aucune clôture sur cette période")).toBeVisible();
    expect(sent("till_closings")).toContainEqual({ from: book.today, to: book.today });
    await user.click(screen.getByRole("button", { name: "Voir toutes les dates" }));
    expect(await screen.findByTestId("closing-1")).toBeVisible();
  });
});

it("is found with Ctrl+K, the first count ready to be typed", async () => {
  const user = userEvent.setup();
  renderWhole({ path: "/settings" });
  await screen.findByTestId("settings-name");
  await user.keyboard("{Control>}k{/Control}");
  const search = await screen.findByPlaceholderText(
    "Client, n° de vente, produit, plateforme, écran…",
  );
  await user.type(search, "cloture{Enter}");
  await screen.findByTestId("till-1");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(counted("Espèces")).toHaveFocus();
});

it("asks before it throws away what was counted", async () => {
  const user = userEvent.setup();
  renderWhole({ path: PATH });
  await screen.findByTestId("till-1");
  await user.type(counted("Espèces"), "29500");
  await user.click(screen.getByRole("radio", { name: "Créances" }));
  const asked = await screen.findByRole("dialog", { name: "Abandonner la saisie ?" });
  await user.click(within(asked).getByRole("button", { name: "Continuer la saisie" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(counted("Espèces")).toHaveValue("29500");
  await closeDay(user);
  await screen.findByTestId("closing-3");
  await user.click(screen.getByRole("radio", { name: "Créances" }));
  expect(await screen.findByTestId("debts-table")).toBeVisible();
});

test.each(["fr", "ar", "en"] as const)("the till is accessible in %s", async (language) => {
  const user = userEvent.setup();
  const { container } = renderApp(<ReportsScreen />, { path: PATH, language });
  const field = await screen.findByTestId("counted-1");
  expect(field.closest("[dir]")).toHaveAttribute("dir", "ltr");
  await user.type(field, "29000");
  const reason = await screen.findByTestId("comment-1");
  // Empty it has the page's direction, for its caret to stand where one begins to write.
  expect(reason).not.toHaveAttribute("dir");
  await user.type(reason, "x");
  expect(reason).toHaveAttribute("dir", "auto");
  await screen.findByTestId("closing-2");
  await expectNoAxeViolations(container);
  if (language === "ar") {
    expect(screen.getByRole("radio", { name: "إغلاق اليوم" })).toBeChecked();
    expect(screen.getByTestId("till-1")).toHaveTextContent("نقدًا");
    expect(button()).toHaveTextContent(/إغلاق يوم .*31\/01\/2026.* مع فرق واحد/);
  }
});

import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { ambiguous, foreign, history, inspected, inspectedAs } from "../../../test/fixtures/legacy";
import { renderApp } from "../../../test/render";
import type { InspectedFile } from "../../api";
import { ImportScreen } from "./ImportScreen";

async function chosen(...files: InspectedFile[]) {
  const user = userEvent.setup();
  const found = { ...inspected, files: [...inspected.files.slice(0, 1), ...files] };
  const rendered = renderApp(<ImportScreen />, {
    mock: {
      legacy_choose: () => found,
      legacy_inspect: ({ choices }) => inspectedAs(found, choices),
    },
  });
  await user.click(screen.getByTestId("choose-files"));
  await screen.findByTestId("next");
  const sent = () => rendered.mock.calls.at(-1)?.args as { input: { choices: unknown[] } };
  return { user, sent, ...rendered };
}

describe("a credit history", () => {
  it("asks of which platform it tells, and goes no further without an answer", async () => {
    const { user, sent, container } = await chosen(history);
    await expectNoAxeViolations(container);
    expect(screen.getByTestId("next")).toBeDisabled();
    expect(screen.getByTestId("files-waiting")).toHaveTextContent(/1 fichier attend/);
    await user.type(screen.getByTestId("history-platform"), "Nouvelle");
    await user.click(screen.getByTestId("next"));
    await user.click(await screen.findByTestId("next"));
    await screen.findByTestId("import-totals");
    expect(sent().input.choices).toMatchObject([{ path: history.path, platform: "Nouvelle" }]);
  });
});

describe("what reads two ways", () => {
  it("is asked with examples, and read again in one click", async () => {
    const { user, container, mock } = await chosen(ambiguous);
    const card = screen.getByTestId("file-douteux.csv");
    expect(card).toHaveTextContent(/14\.000.*est-ce .*14.*14.000/);
    expect(card).toHaveTextContent(/03\/04\/2025.*est-ce .*3 avril 2025.* ou .*4 mars 2025/);
    expect(within(card).getByTestId("open-question")).toHaveTextContent(
      /refusées, jamais devinées/,
    );
    // One may go on: what stays open is refused, and shown.
    expect(screen.getByTestId("next")).toBeEnabled();
    await user.click(within(card).getByText("Virgule : 1234,50"));
    await user.click(await within(card).findByText("Mois/jour"));
    const row = within(card).getByTestId("rows-preview");
    await waitFor(() => expect(row).toHaveTextContent(/4 mars 2025/));
    expect(row).toHaveTextContent(/14.000→ 14.000/);
    expect(within(card).queryByTestId("open-question")).not.toBeInTheDocument();
    const last = mock.calls.filter(({ command }) => command === "legacy_inspect").at(-1);
    expect(last?.args).toMatchObject({
      handle: "import-1",
      choices: [{ path: ambiguous.path, decimal: "comma", dates: "month_first" }],
    });
    await expectNoAxeViolations(container);
  });

  it("stays as it was where the file can't be read so, and says why", async () => {
    const user = userEvent.setup();
    renderApp(<ImportScreen />, {
      mock: {
        legacy_choose: () => ({ ...inspected, files: [foreign] }),
        legacy_inspect: () => {
          throw { code: "file_not_text", message: "", details: { file: "notes.csv" } };
        },
      },
    });
    await user.click(screen.getByTestId("choose-files"));
    const card = await screen.findByTestId("file-notes de caisse.csv");
    await user.click(within(card).getByText("Windows-1252"));
    expect(await within(card).findByTestId("error-notice")).toBeVisible();
    expect(within(card).getByRole("radio", { name: "Windows-1256" })).toBeChecked();
  });
});

describe("a foreign file", () => {
  it("is mapped from a proposal, and waits for what is missing", async () => {
    const { user, sent, container } = await chosen(foreign);
    expect(screen.getByTestId("next")).toBeDisabled();
    await user.click(screen.getByTestId("map-accept"));
    expect(await screen.findByTestId("map-missing")).toHaveTextContent(/Produit/);
    expect(screen.getByTestId("map-total_price")).toHaveValue("Montant");
    expect(screen.getByText("Proposé d’après les valeurs")).toBeVisible();
    expect(screen.getByTestId("next")).toBeDisabled();
    await expectNoAxeViolations(container);
    await user.click(screen.getByTestId("map-product_name"));
    const list = screen.getByTestId("map-product_name").getAttribute("aria-controls") ?? "";
    const options = within(document.getElementById(list) as HTMLElement);
    await user.click(options.getByRole("option", { name: "Texte", hidden: true }));
    await waitFor(() => expect(screen.queryByTestId("map-missing")).not.toBeInTheDocument());
    // A debt is not guessed either.
    expect(screen.getByTestId("next")).toBeDisabled();
    await user.click(screen.getByText("Oui, tout est payé"));
    await user.click(screen.getByTestId("next"));
    await user.click(await screen.findByTestId("next"));
    await screen.findByTestId("import-totals");
    expect(sent().input.choices).toMatchObject([
      {
        path: foreign.path,
        all_paid: true,
        mapping: {
          table: "stock_sales",
          columns: expect.arrayContaining([{ field: "product_name", column: 1 }]),
        },
      },
    ]);
  });

  it("is left aside only where a person says so, and can be taken back", async () => {
    const { user, sent } = await chosen(foreign);
    await user.click(screen.getByTestId("map-aside"));
    expect(screen.getByTestId("next")).toBeEnabled();
    expect(screen.getByTestId("file-notes de caisse.csv")).toHaveTextContent(/n’entrera pas/);
    await user.click(screen.getByTestId("map-table"));
    await user.click(await screen.findByRole("option", { name: "Achats", hidden: true }));
    await screen.findByTestId("map-missing");
    await user.click(screen.getByTestId("map-table"));
    await user.click(await screen.findByRole("option", { name: "Laisser de côté", hidden: true }));
    await user.click(screen.getByTestId("next"));
    await user.click(await screen.findByTestId("next"));
    await screen.findByTestId("import-totals");
    expect(sent().input.choices).toMatchObject([{ path: foreign.path, aside: true }]);
  });

  it("that is wrong after another wrong one shows one red box", async () => {
    const user = userEvent.setup();
    const answers = [{ ...inspected, files: [foreign] }];
    renderApp(<ImportScreen />, {
      mock: {
        legacy_choose: () => {
          const next = answers.shift();
          if (next) return next;
          throw { code: "file_empty", message: "", details: { file: "vide.csv" } };
        },
      },
    });
    await user.click(screen.getByTestId("choose-files"));
    await screen.findByTestId("file-notes de caisse.csv");
    await user.click(screen.getByTestId("choose-files"));
    expect(await screen.findByTestId("error-notice")).toBeVisible();
    expect(screen.getAllByRole("alert")).toHaveLength(1);
  });
});

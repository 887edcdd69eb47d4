import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { keptRows } from "../../../test/fixtures/keptRows";
import { type Rendered, renderApp, renderWhole } from "../../../test/render";
import LegacyScreen from "./LegacyScreen";

type Options = Parameters<typeof renderApp>[1];

const show = (options: Options = {}) =>
  renderApp(<LegacyScreen />, { path: "/import/rows", ...options });

const asked = ({ mock }: Rendered) =>
  mock.calls.filter(({ command }) => command === "legacy_rows").map(({ args }) => args.query);

test.each([
  ["fr", "light", "ligne 14"],
  ["ar", "dark", "السطر 14"],
  ["en", "light", "line 14"],
] as const)(
  "old rows stand with their file, fate and what they became (%s)",
  async (language, theme, line) => {
    const { container } = show({ language, theme });
    const refused = await screen.findByTestId("kept-2");
    expect(refused.textContent).toContain(line);
    expect(refused.textContent).toContain("كريم");
    expect(screen.getByTestId("kept-1").textContent).toContain("Atlas IPTV");
    await expectNoAxeViolations(container);
  },
);

test("a row opens cell by cell, with the reason and the way to what it became", async () => {
  show();
  (await screen.findByTestId("kept-2")).focus();
  await userEvent.keyboard("{Enter}");
  const refused = await screen.findByTestId("kept-row");
  expect(await within(refused).findByText(/Quantité nulle/)).toBeVisible();
  expect(refused.textContent).toContain("quantity = 0");
  expect(refused.textContent).toContain(keptRows[1]?.raw);
  await expectNoAxeViolations(refused);
  await userEvent.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByText(/Telle qu/)).toBeNull());
  await userEvent.click(screen.getByTestId("kept-3"));
  await userEvent.click(await screen.findByTestId("kept-became"));
  expect(window.location.hash).toBe("#/sales/2");
});

test("a rare word is sought to the end, page after page, and says how far it is", async () => {
  let release = () => undefined as unknown;
  const last = new Promise((resolve) => {
    release = () => resolve({ rows: [keptRows[2]], next: null, looked_at: 9000, total: 9000 });
  });
  const rendered = show({
    mock: {
      legacy_rows: ({ query }) => {
        if (query.search === "") return { rows: keptRows, next: null, looked_at: 3, total: 3 };
        return query.after === null
          ? { rows: [], next: "5000", looked_at: 5000, total: 9000 }
          : last;
      },
    },
  });
  await screen.findByTestId("kept-1");
  await userEvent.type(screen.getByTestId("kept-search"), "nadia");
  await waitFor(() =>
    expect(
      screen.getByTestId("kept-found").textContent?.replace(/\s|[\u2066-\u2069]/g, " "),
    ).toMatch(/0.*5 000.*9 000/),
  );
  expect(screen.queryByText("Aucune ligne trouvée")).toBeNull();
  release();
  expect(await screen.findByTestId("kept-3")).toBeVisible();
  expect(asked(rendered).at(-1)).toEqual({
    search: "nadia",
    shape: null,
    fate: null,
    after: "5000",
    limit: 100,
  });
});

test("nothing found can be cleared; an empty book leads to the import; a failure can be tried again", async () => {
  let fails = true;
  show({
    mock: {
      legacy_rows: ({ query }) => {
        if (fails) throw { code: "bug", message: "", details: { detail: "x" } };
        const rows = query.search === "" ? keptRows : [];
        return { rows, next: null, looked_at: 3, total: 3 };
      },
    },
  });
  const retry = await screen.findByRole("button", { name: "Réessayer" });
  fails = false;
  await userEvent.click(retry);
  await screen.findByTestId("kept-1");
  await userEvent.type(screen.getByTestId("kept-search"), "zzz");
  await screen.findByText("Aucune ligne trouvée");
  const [clear] = screen.getAllByRole("button", { name: "Effacer les filtres" });
  if (clear) await userEvent.click(clear);
  expect(await screen.findByTestId("kept-1")).toBeVisible();
});

test("the wizard leads there, and an empty book back to it", async () => {
  renderWhole({
    path: "/import",
    mock: { legacy_rows: () => ({ rows: [], next: null, looked_at: 0, total: 0 }) },
  });
  await userEvent.click(await screen.findByTestId("kept-open"));
  await screen.findByText("Aucune ancienne donnée");
  expect(screen.getByTestId("nav-import")).toHaveAttribute("aria-current", "page");
  await userEvent.click(screen.getByRole("link", { name: "Importer des fichiers" }));
  await screen.findByText("Choisissez les fichiers de l’ancien programme");
});

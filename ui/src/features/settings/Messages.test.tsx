import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import { expectNoAxeViolations } from "../../../test/axe";
import { wording } from "../../../test/fixtures";
import { type Rendered, renderApp, renderWhole } from "../../../test/render";
import SettingsScreen from "./SettingsScreen";

async function settings(options: Parameters<typeof renderApp>[1] = {}) {
  const rendered = renderApp(<SettingsScreen />, options);
  const debt = (await screen.findByTestId("template-body-debt")) as HTMLTextAreaElement;
  return { ...rendered, debt, user: userEvent.setup() };
}

function asked({ mock }: Pick<Rendered, "mock">, command: string) {
  return mock.calls.filter((call) => call.command === command).map(({ args }) => args);
}

describe("the wording of messages", () => {
  it("shows how it will read, as it is typed", async () => {
    const { debt, user } = await settings();
    const preview = screen.getByTestId("template-preview-debt");
    expect(preview).toHaveTextContent(/Bonjour Karim B\., il reste 1.500,00 DA à régler/);
    await user.clear(debt);
    await user.type(debt, "Salut {{client} !");
    expect(preview).toHaveTextContent("Salut Karim B. !");
  });

  it("takes a name in at the cursor, which stays behind it", async () => {
    const { debt, user } = await settings();
    await user.clear(debt);
    await user.type(debt, "Bonjour , merci");
    debt.setSelectionRange(8, 8);
    const form = within(screen.getByTestId("template-debt"));
    await user.click(form.getByRole("button", { name: "Insérer {client}" }));
    expect(debt).toHaveValue("Bonjour {client}, merci");
    await waitFor(() => expect(debt).toHaveFocus());
    expect(debt.selectionStart).toBe("Bonjour {client}".length);
    expect(form.queryByRole("button", { name: "Insérer {produit}" })).toBeNull();
  });

  it("is saved, and goes back to the program's once that is confirmed", async () => {
    const rendered = await settings();
    const { debt, user } = rendered;
    expect(screen.queryByTestId("template-reset-debt")).toBeNull();
    await user.clear(debt);
    await user.type(debt, "Merci de payer {{montant}");
    await user.click(screen.getByTestId("template-save-debt"));
    expect(await screen.findByText("Message enregistré")).toBeVisible();
    expect(asked(rendered, "template_update")).toEqual([
      { kind: "debt", language: "fr", body: "Merci de payer {montant}" },
    ]);
    await user.click(await screen.findByTestId("template-reset-debt"));
    const dialog = await screen.findByRole("dialog");
    expect(dialog).toHaveTextContent("Votre texte pour « Créance » sera remplacé");
    expect(asked(rendered, "template_reset")).toEqual([]);
    await user.click(within(dialog).getByTestId("confirm"));
    await waitFor(() => expect(debt).toHaveValue(wording.fr.debt));
    await waitFor(() => expect(screen.queryByTestId("template-reset-debt")).toBeNull());
    await waitFor(() => expect(debt).toHaveFocus());
    expect(asked(rendered, "template_reset")).toEqual([{ kind: "debt", language: "fr" }]);
  });

  it("with a name that nothing is put in for is refused at its field", async () => {
    const { debt, user } = await settings();
    await user.type(debt, " {{xyz}");
    await user.click(screen.getByTestId("template-save-debt"));
    await waitFor(() => expect(debt).toBeInvalid());
    expect(debt).toHaveAccessibleDescription(/\{xyz\}.*n’est pas permise/);
    expect(debt).toHaveFocus();
    expect((debt as HTMLTextAreaElement).value).toContain("{xyz}");
  });

  it("is kept while another language is looked at, and asked about before leaving", async () => {
    const user = userEvent.setup();
    renderWhole({ path: "/settings" });
    await user.type(await screen.findByTestId("template-body-debt"), " Merci !");
    await user.click(screen.getByTestId("template-language-ar"));
    await waitFor(() =>
      expect(screen.getByTestId("template-body-debt")).toHaveValue(wording.ar.debt),
    );
    expect(screen.getByTestId("template-preview-debt")).toHaveAttribute("dir", "rtl");
    await user.click(screen.getByTestId("template-language-fr"));
    await waitFor(() =>
      expect(screen.getByTestId("template-body-debt")).toHaveValue(`${wording.fr.debt} Merci !`),
    );
    await user.click(screen.getByTestId("nav-import"));
    expect(await screen.findByText("Abandonner la saisie ?")).toBeInTheDocument();
  });

  it.each(["fr", "ar", "en"] as const)("is accessible in %s", async (language) => {
    const { container, debt, user } = await settings({ language });
    await user.type(debt, " {{xyz}");
    await user.click(screen.getByTestId("template-save-debt"));
    await waitFor(() => expect(debt).toBeInvalid());
    await expectNoAxeViolations(container);
  });
});

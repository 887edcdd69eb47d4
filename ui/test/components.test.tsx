// The shared components, as the screens rely on them.

import { Button, TextInput } from "@mantine/core";
import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState } from "react";
import { describe, expect, it, vi } from "vitest";
import { Link } from "wouter";
import type { ErrorCode } from "../src/api";
import { i18next } from "../src/app/i18n";
import { useUnsaved } from "../src/app/unsaved";
import {
  Amount,
  type Column,
  CreditAmount,
  DataTable,
  DayInput,
  ErrorNotice,
  errorText,
  FormDialog,
  fieldError,
  MoneyInput,
} from "../src/components";
import { expectNoAxeViolations } from "./axe";
import { renderApp } from "./render";

function Price({ typed }: { typed: (text: string) => void }) {
  const [value, setValue] = useState("");
  const change = (text: string) => {
    setValue(text);
    typed(text);
  };
  return <MoneyInput label="Prix" unit="DZD" value={value} onChange={change} error="Trop" />;
}

function Typed() {
  const [dirty, setDirty] = useState(true);
  useUnsaved(dirty);
  return (
    <>
      <Link href="/elsewhere">Ailleurs</Link>
      <Button onClick={() => setDirty(false)}>Enregistrer</Button>
    </>
  );
}

describe("amounts", () => {
  it("stand as left-to-right islands and carry their sign", () => {
    renderApp(
      <>
        <Amount value="-1234.50" data-testid="money" />
        <Amount value="1234.50" currency={false} data-testid="bare" />
        <CreditAmount value="12.5" unit="USD" decimals={2} signed data-testid="credit" />
        <CreditAmount value="-12.5" unit="USD" decimals={2} judged data-testid="overdraft" />
      </>,
      { language: "ar" },
    );
    const money = screen.getByTestId("money");
    expect(money.tagName).toBe("BDI");
    expect(money).toHaveAttribute("dir", "ltr");
    expect(money.textContent).toBe("\u22121\u202F234,50\u00A0د.ج");
    // Red is for what is wrong, not for what goes out.
    expect(money.className).not.toMatch(/negative/);
    expect(screen.getByTestId("overdraft").className).toMatch(/negative/);
    expect(screen.getByTestId("bare").textContent).toBe("1\u202F234,50");
    expect(screen.getByTestId("credit").textContent).toBe("+12,50\u00A0USD");
  });

  it("are passed on as they were typed", async () => {
    const user = userEvent.setup();
    const typed = vi.fn();
    renderApp(<Price typed={typed} />);
    const field = screen.getByLabelText("Prix");
    await user.type(field, "١٢٣٤٫٥");
    expect(typed).toHaveBeenLastCalledWith("١٢٣٤٫٥");
    expect(field.closest("[dir]")).toHaveAttribute("dir", "ltr");
    expect(field).toHaveAccessibleDescription("Trop");
    await expectNoAxeViolations();
  });
});

describe("days", () => {
  it("are typed by hand as people write them", async () => {
    const user = userEvent.setup();
    const changed = vi.fn();
    renderApp(<DayInput label="Date" value={null} onChange={changed} />, { language: "ar" });
    expect(screen.getByLabelText("Date").closest("[dir]")).toHaveAttribute("dir", "ltr");
    await user.type(screen.getByLabelText("Date"), "31/1/26");
    await user.tab();
    expect(changed).toHaveBeenLastCalledWith("2026-01-31");
  });
});

function Dated({ changed }: { changed: (day: string | null) => void }) {
  const [day, setDay] = useState<string | null>("2026-01-31");
  const change = (next: string | null) => {
    setDay(next);
    changed(next);
  };
  return <DayInput label="Date" value={day} onChange={change} clearable />;
}

describe("a day that does not exist", () => {
  it("stays as typed and is said to be none, until it is right or cleared", async () => {
    const user = userEvent.setup();
    const changed = vi.fn();
    renderApp(<Dated changed={changed} />);
    const field = screen.getByLabelText("Date");
    await user.clear(field);
    await user.type(field, "31/02/2026");
    await user.tab();
    expect(field).toHaveValue("31/02/2026");
    expect(field).toBeInvalid();
    expect(field).toHaveAccessibleDescription(/31\/02\/2026.* n’est pas une date/);
    expect(changed).toHaveBeenLastCalledWith("31/02/2026");
    await expectNoAxeViolations();
    await user.clear(field);
    await user.type(field, "28022026{Enter}");
    expect(changed).toHaveBeenLastCalledWith("2026-02-28");
    expect(field).toHaveValue("28/02/2026");
    expect(field).toBeValid();
    await user.clear(field);
    await user.tab();
    expect(changed).toHaveBeenLastCalledWith(null);
  });

  it("is picked from a calendar that typing closes and Esc too", async () => {
    const user = userEvent.setup();
    const changed = vi.fn();
    renderApp(<Dated changed={changed} />);
    await user.tab();
    const field = screen.getByLabelText("Date");
    expect(document.querySelector("table")).toBeNull();
    await user.keyboard("{ArrowDown}");
    await waitFor(() => expect(document.activeElement?.textContent).toBe("31"));
    await user.keyboard("{ArrowLeft}{Enter}");
    expect(changed).toHaveBeenLastCalledWith("2026-01-30");
    expect(field).toHaveFocus();
    await waitFor(() => expect(document.querySelector("table")).toBeNull());
    await user.click(field);
    await waitFor(() => expect(document.querySelector("table")).not.toBeNull());
    await user.keyboard("{Escape}");
    await waitFor(() => expect(document.querySelector("table")).toBeNull());
  });
});

describe("errors", () => {
  const error = {
    code: "insufficient_credit" as const,
    message: "",
    details: {
      platform: "Atlas",
      unit: "USD",
      needed: "12.50",
      available: "1000.00",
      missing: "2.50",
      field: "lines.0.platform_id",
    },
  };

  it("say what is wrong with the amounts in the reader's form", () => {
    renderApp(<ErrorNotice error={error} />);
    const text = screen.getByRole("alert").textContent?.replace(/[\u2066\u2069]/g, "");
    expect(text).toContain("sur Atlas : il faut 12,50 USD, il reste 1\u202F000 USD");
  });

  it("write days and decimals as the language does, and leave names alone", () => {
    const said = (code: "future_date" | "out_of_range" | "name_taken", details: object) =>
      errorText({ code, message: "", details: { ...details } }).replace(/[\u2066\u2069]/g, "");
    expect(said("future_date", { value: "2027-12-01" })).toContain("La date 01/12/2027 est");
    expect(said("out_of_range", { field: "critical", value: "80.00", max: "50.00" })).toContain(
      "« 80,00 » n’est pas permise ici (seuil critique). Saisissez 50 au plus.",
    );
    expect(
      said("out_of_range", { field: "date", value: "1999-01-01", min: "2000-01-01" }),
    ).toContain("Saisissez 01/01/2000 au moins.");
    expect(said("name_taken", { value: "80.00" })).toContain("« 80.00 »");
  });

  it("say money as the screens do, credit with its grouping", () => {
    renderApp(<span />);
    const said = (code: ErrorCode, details: Record<string, string>) =>
      errorText({ code, message: "", details }).replace(/[\u2066\u2069]/g, "");
    expect(said("overpaid", { amount: "227200", debt: "11800" })).toContain(
      "Le montant 227\u202F200,00\u00A0DA dépasse ce qui reste dû : 11\u202F800,00\u00A0DA",
    );
    expect(said("below_cost", { product: "P", price: "6000", cost: "6500.5" })).toContain(
      "serait vendu 6\u202F000,00\u00A0DA, moins que son coût de 6\u202F500,50\u00A0DA",
    );
    expect(said("balance_moved", { platform: "P", balance: "1250", seen: "1300" })).toContain(
      "1\u202F250 au lieu de 1\u202F300",
    );
  });

  it("about an empty field speak as its label does", () => {
    const missing = (field: string) =>
      fieldError({ code: "missing_required", message: "", details: { field } }, field);
    expect(missing("reason")).toBe("Écrivez la raison.");
    expect(missing("offers.0.price")).toBe("À remplir : prix.");
  });

  it("are told once: beside the field that shows them", () => {
    expect(fieldError(error, "lines.0.platform_id")).toBe(errorText(error));
    expect(fieldError(error, "date")).toBeUndefined();
    renderApp(<ErrorNotice error={error} fields={["lines.0.platform_id"]} />);
    expect(screen.queryByRole("alert")).not.toBeInTheDocument();
  });
});

describe("names in a text", () => {
  it("of the other script keep their own direction, and the text's its", () => {
    const said = (lng: string, product: string) =>
      i18next.t("subscriptions.renew.title", { lng, product });
    const mixed = "اشتراك رياضي 5 · 1 mois";
    expect(said("fr", "IPTV 12 mois")).toBe("Renouveler IPTV 12 mois");
    expect(said("fr", mixed)).toBe(`Renouveler \u2068${mixed}\u2069`);
    expect(said("ar", mixed)).toContain(`\u2068${mixed}\u2069`);
    expect(said("ar", "\u2066V-2026-1\u2069")).not.toContain("\u2068");
  });
});

describe("texts with a count", () => {
  it("group its thousands, and Arabic has its own words for one and two", async () => {
    await i18next.changeLanguage("fr");
    expect(i18next.t("settings.backup.sales", { count: 3889 })).toBe("3\u202F889 ventes");
    await i18next.changeLanguage("ar");
    expect(i18next.t("settings.backup.sales", { count: 2 })).toBe("بيعان");
  });
});

function Form({ onSubmit }: { onSubmit: () => void }) {
  const [opened, setOpened] = useState(true);
  const [name, setName] = useState("");
  return (
    <FormDialog
      opened={opened}
      onClose={() => setOpened(false)}
      onSubmit={onSubmit}
      title="Fiche"
      submitLabel="Enregistrer"
      dirty={name !== ""}
    >
      <TextInput
        label="Nom"
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

describe("a form in a dialog", () => {
  it("takes the focus, submits on Enter, and asks before throwing away", async () => {
    const user = userEvent.setup();
    const submit = vi.fn();
    renderApp(<Form onSubmit={submit} />);
    const field = await screen.findByLabelText("Nom");
    await waitFor(() => expect(field).toHaveFocus());
    await user.keyboard("abc{Enter}");
    expect(submit).toHaveBeenCalledOnce();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.getByText("Abandonner la saisie ?")).toBeVisible());
    await user.click(screen.getByText("Continuer la saisie"));
    expect(screen.getByLabelText("Nom")).toHaveValue("abc");
  });

  it("closes at once when nothing was typed", async () => {
    const user = userEvent.setup();
    renderApp(<Form onSubmit={() => {}} />);
    await screen.findByLabelText("Nom");
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByLabelText("Nom")).not.toBeInTheDocument());
  });
});

describe("leaving a screen", () => {
  it("asks while something is unsaved, and not after", async () => {
    const user = userEvent.setup();
    renderApp(<Typed />, { path: "/here" });
    await user.click(screen.getByText("Ailleurs"));
    await waitFor(() => expect(screen.getByText("Abandonner la saisie ?")).toBeVisible());
    expect(window.location.hash).toBe("#/here");
    await user.click(screen.getByText("Continuer la saisie"));
    await user.click(screen.getByText("Enregistrer"));
    await user.click(screen.getByText("Ailleurs"));
    await waitFor(() => expect(window.location.hash).toBe("#/elsewhere"));
  });
});

describe("a table of a hundred thousand rows", () => {
  type Row = { id: string; name: string };
  const rows: Row[] = Array.from({ length: 100_000 }, (_, index) => ({
    id: String(index),
    name: `Ligne ${index}`,
  }));
  const columns: Column<Row>[] = [
    { id: "name", header: "Nom", cell: ({ name }) => name, footer: "Total" },
    { id: "id", header: "Id", cell: ({ id }) => id, align: "end" },
  ];

  it("draws few of them, is walked with arrows and opened with Enter", async () => {
    const user = userEvent.setup();
    const open = vi.fn();
    renderApp(
      <DataTable
        label="Lignes"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={open}
      />,
    );
    expect(screen.getByRole("table", { name: "Lignes" })).toHaveAttribute(
      "aria-rowcount",
      "100002",
    );
    expect(screen.getAllByRole("row").length).toBeLessThan(60);
    await user.tab();
    await user.keyboard("{ArrowDown}{ArrowDown}{ArrowUp}{Enter}");
    expect(open).toHaveBeenCalledWith(rows[1]);
    await expectNoAxeViolations();
  });

  it("asks for the next page once its end comes into view", () => {
    const end = vi.fn();
    const few = rows.slice(0, 5);
    renderApp(
      <DataTable label="Lignes" columns={columns} rows={few} rowKey={({ id }) => id} onEnd={end} />,
    );
    expect(end).toHaveBeenCalledOnce();
  });
});

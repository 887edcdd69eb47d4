// What the wizard knows at each step. Going back changes none of it.
import { useState } from "react";
import type { ImportInput, ImportMode, ImportReport, InspectedFiles, Language } from "../../api";
import { formatDecimal } from "../../format";
import { type Choices, saidOf } from "./choices";

export const STEPS = ["files", "mode", "preview", "result"] as const;

export type Wizard = {
  step: number;
  inspected: InspectedFiles | null;
  /** What was said of single files, by their names. */
  choices: Choices;
  mode: ImportMode;
  /** The panel figure of each supplier, as typed. */
  figures: Record<string, string>;
  /** The dry run, and the choices it was made for. */
  preview: { report: ImportReport; madeFor: string } | null;
  result: ImportReport | null;
};

const START: Wizard = {
  step: 0,
  inspected: null,
  choices: {},
  mode: "opening",
  figures: {},
  preview: null,
  result: null,
};

export function useWizard() {
  const [wizard, setWizard] = useState(START);
  return {
    wizard,
    change: (part: Partial<Wizard>) => setWizard((current) => ({ ...current, ...part })),
    restart: () => setWizard(START),
  };
}

export function asksFigures(mode: ImportMode): boolean {
  return mode !== "archive";
}

export function importInput(wizard: Wizard, inspected: InspectedFiles): ImportInput {
  const balances = asksFigures(wizard.mode)
    ? inspected.suppliers
        .map(({ name }) => ({ platform: name, figure: (wizard.figures[name] ?? "").trim() }))
        .filter(({ figure }) => figure !== "")
    : [];
  return { handle: inspected.handle, mode: wizard.mode, balances, choices: saidOf(wizard.choices) };
}

/** Whether leaving would lose more than a choice of files: something said or typed, a step gone. */
export function isBegun({ step, figures, choices, result }: Wizard): boolean {
  const typed = Object.values(figures).some((figure) => figure.trim() !== "");
  return result === null && (typed || step > 0 || saidOf(choices).length > 0);
}

/** A file's name without its folders. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? path;
}

const DELIMITERS: Record<string, string> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "pipe",
};

/** The text key of a delimiter, given as a sign or by its name. */
export function delimiterKey(delimiter: string): string {
  return `legacy.delimiters.${DELIMITERS[delimiter] ?? delimiter}`;
}

/** An encoding as it is written for people. */
export function encodingName(encoding: string): string {
  return encoding.toUpperCase().replace("WINDOWS", "Windows");
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A day or a number as the core read it. A day's month is a word: which number of 03/04/2025 is the
 * month is the very question.
 */
export function readValue(value: string, language: Language): string {
  if (!DAY.test(value)) return formatDecimal(value, language, value.split(".")[1]?.length ?? 0);
  const locale = { fr: "fr-DZ", ar: "ar-DZ-u-nu-latn", en: "en-GB" }[language];
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(`${value}T00:00:00Z`),
  );
}

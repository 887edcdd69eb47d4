// What the wizard knows at each step. Going back changes none of it.
import { useState } from "react";
import type { ImportInput, ImportMode, ImportReport, InspectedFiles } from "../../api";
import { isZero } from "../../format";

export const STEPS = ["files", "mode", "preview", "result"] as const;

type Wizard = {
  step: number;
  inspected: InspectedFiles | null;
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
  return { handle: inspected.handle, mode: wizard.mode, balances };
}

/** The platforms that restart at zero because nothing was said of their panels. */
export function unsaidPlatforms(report: ImportReport, input: ImportInput): string[] {
  if (report.mode !== "opening") return [];
  const said = input.balances.map(({ platform }) => platform);
  return report.platforms
    .filter(({ name, spellings }) => ![name, ...spellings].some((one) => said.includes(one)))
    .filter(({ balance }) => isZero(balance))
    .map(({ name }) => name);
}

/** Whether leaving would lose more than a choice of files: figures typed, a step gone. */
export function isBegun({ step, figures, result }: Wizard): boolean {
  const typed = Object.values(figures).some((figure) => figure.trim() !== "");
  return result === null && (typed || step > 0);
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

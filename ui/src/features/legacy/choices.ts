// What is said of single files, and what still has to be said before one can go on.
import type { FileChoice, InspectedFile } from "../../api";

export type Choices = Readonly<Record<string, FileChoice>>;

/** Nothing said: the file itself decides. */
export function unsaid(path: string): FileChoice {
  return {
    path,
    aside: false,
    platform: null,
    encoding: null,
    delimiter: null,
    header_line: null,
    decimal: null,
    dates: null,
    mapping: null,
    all_paid: null,
  };
}

export function choiceOf(choices: Choices, path: string): FileChoice {
  return choices[path] ?? unsaid(path);
}

/** For the program: what was said of the files that are there. */
export function saidOf(choices: Choices): FileChoice[] {
  return Object.values(choices);
}

/** A file that is left aside is still shown, so that it can be taken back. */
export function toInspect(choices: Choices): FileChoice[] {
  return saidOf(choices).map((choice) => ({ ...choice, aside: false }));
}

/** Whether a file is foreign: its table was said, or has to be. */
export function isForeign(file: InspectedFile): boolean {
  return file.shape === "unknown" || file.mapping !== null;
}

/** What has to be said of a file before the import can go on. */
export function unanswered(file: InspectedFile, choice: FileChoice): boolean {
  if (choice.aside) return false;
  const platform = file.asks_platform && (choice.platform ?? "").trim() === "";
  const paid = file.asks_paid && choice.all_paid === null;
  return file.shape === "unknown" || platform || paid || file.missing.length > 0;
}

/** A file that is worth a look before one goes on; what was answered stays in sight. */
export function asks(file: InspectedFile, choices: Choices): boolean {
  const open = file.formats.some(({ source }) => source === "open");
  return isForeign(file) || file.asks_platform || open || choices[file.path] !== undefined;
}

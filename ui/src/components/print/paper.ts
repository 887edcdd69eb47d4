// The paper: its sizes, and when what lies on it is ready to be printed.
import { createContext, useContext } from "react";
import type { Language, Paper } from "../../api";

/** A receipt printer's roll of 80 mm, or a sheet. */
export type Format = "roll" | "a4";

export type PaperChoice = { format: Format; language: Language };

export const PaperContext = createContext<PaperChoice>({ format: "a4", language: "fr" });

/** On what, and in which language, the document around is laid out. */
export function usePaper(): PaperChoice {
  return useContext(PaperContext);
}

const MM_PER_PX = 25.4 / 96;
/** The program takes no shorter paper. */
const SHORTEST_MM = 30;

function frames(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())));
}

/** What was drawn last is laid out, in its own fonts. */
export async function laidOut(): Promise<void> {
  // A layout is what asks for the fonts; reading a height makes one.
  document.body.getBoundingClientRect();
  await document.fonts.ready;
  await frames();
}

/** As much of the roll as is printed; the millimetre more keeps an engine's rounding off a second page. */
function rollSize(page: HTMLElement): Paper {
  const height = page.querySelector("[data-sheet]")?.getBoundingClientRect().height ?? 0;
  return { width: 80, height: Math.max(SHORTEST_MM, Math.ceil(height * MM_PER_PX) + 1) };
}

/** Waits for the layout and says how large the paper is: to the program, and to engines that read it from the page. */
export async function paperOf(page: HTMLElement, format: Format): Promise<Paper> {
  await laidOut();
  const size = format === "a4" ? { width: 210, height: 297 } : rollSize(page);
  const rule = page.querySelector("style");
  if (rule) rule.textContent = `@page { size: ${size.width}mm ${size.height}mm; margin: 0; }`;
  return size;
}

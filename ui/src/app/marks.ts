// Arabic marks (tanwin, shadda…) on the last letter of a word.

/** A mark that ends a word; on lam and alef it is written before the alef, with which lam is one glyph. */
const LAST_MARK =
  /(?:[\u064B-\u0652]|\u0644[\u064B-\u0652]+\u0627)(?![\u0620-\u065F\u0670-\u06D3\u200C])/g;
const NON_JOINER = "\u200C";

/**
 * WebKitGTK moves a whole stretch of letters up or down by the height of a mark that ends it: a stretch
 * ends where the font does, as before a space or a full stop, which are Inter's. Something invisible
 * after the mark, and in the same font, ends it instead; a non-joiner changes no letter's form there.
 */
export function steadyMarks(text: string): string {
  return text.replace(LAST_MARK, (mark) => mark + NON_JOINER);
}

export type Texts = { [key: string]: string | Texts };

/** All texts of a file. */
export function steadyTexts(texts: Texts): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [
      key,
      typeof text === "string" ? steadyMarks(text) : steadyTexts(text),
    ]),
  );
}

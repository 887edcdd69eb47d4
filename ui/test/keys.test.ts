// Every text exists in the three languages, every key written in the source exists, and every key is
// written there.
import { describe, expect, it } from "vitest";

type Texts = { [key: string]: string | Texts };

const files = import.meta.glob<Texts>("../src/locales/*/*.json", {
  eager: true,
  import: "default",
});
const sources = import.meta.glob<string>("../src/**/*.{ts,tsx}", {
  eager: true,
  query: "?raw",
  import: "default",
});

const LANGUAGES = ["fr", "ar", "en"] as const;
const PLURAL = /_(zero|one|two|few|many|other)$/;

function flat(texts: Texts, prefix: string): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === "string"
      ? [[`${prefix}.${key}`, value] as [string, string]]
      : flat(value, `${prefix}.${key}`),
  );
}

const texts: Record<string, Map<string, string>> = { fr: new Map(), ar: new Map(), en: new Map() };
for (const [path, content] of Object.entries(files)) {
  const [, language = "", room = ""] = /\/(\w+)\/(\w+)\.json$/.exec(path) ?? [];
  for (const [key, value] of flat(content, room)) texts[language]?.set(key, value);
}

/** The bases of plurals: keys of which there is a form with count. */
function plurals(language: string): Set<string> {
  const keys = [...(texts[language]?.keys() ?? [])];
  return new Set(
    keys.filter((key) => key.endsWith("_other")).map((key) => key.replace(PLURAL, "")),
  );
}

function folded(language: string): string[] {
  const bases = plurals(language);
  const keys = [...(texts[language]?.keys() ?? [])].map((key) => {
    const base = key.replace(PLURAL, "");
    return bases.has(base) ? base : key;
  });
  return [...new Set(keys)].sort();
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? "").sort();
}

describe("texts", () => {
  it.each(["ar", "en"])("%s has the very keys of French", (language) => {
    expect(folded(language)).toEqual(folded("fr"));
  });

  it.each(LANGUAGES)("%s has no empty text", (language) => {
    const empty = [...(texts[language] ?? [])].filter(([, text]) => text.trim() === "");
    expect(empty).toEqual([]);
  });

  it.each(LANGUAGES)("%s has every plural form that the language needs", (language) => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const missing = [...plurals(language)].flatMap((base) =>
      forms
        .filter((form) => !texts[language]?.has(`${base}_${form}`))
        .map((form) => `${base}_${form}`),
    );
    expect(missing).toEqual([]);
  });

  it.each(["ar", "en"])("%s fills in the same values as French", (language) => {
    const different = [...(texts.fr ?? [])].filter(([key, text]) => {
      const other = texts[language]?.get(key);
      // A plural form may say the number in a word.
      return (
        other !== undefined &&
        !PLURAL.test(key) &&
        placeholders(other).join() !== placeholders(text).join()
      );
    });
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it("exist wherever the source names them", () => {
    const known = new Set(folded("fr"));
    const prefixes = [...known];
    const missing: string[] = [];
    for (const [path, source] of Object.entries(sources)) {
      for (const [, key = ""] of source.matchAll(/["'](\w+(?:\.\w+)+)["']/g)) {
        const room = key.split(".")[0] ?? "";
        const isKey = ["app", "common", "errors", "settings", "legacy"].includes(room);
        const called = source.includes(`t("${key}"`);
        // A step that texts stand below is completed where it is used.
        const step = !called && prefixes.some((one) => one.startsWith(`${key}.`));
        if ((isKey || called) && !known.has(key) && !step) missing.push(`${path}: ${key}`);
      }
      for (const [, key = ""] of source.matchAll(/\bt\(\s*`([\w.]+)\$\{/g)) {
        if (!prefixes.some((one) => one.startsWith(key))) missing.push(`${path}: ${key}…`);
      }
    }
    expect(missing).toEqual([]);
  });

  it("are all named by the source, as they stand or in parts", () => {
    const source = Object.entries(sources)
      .filter(([path]) => !path.includes(".test."))
      .map(([, text]) => text)
      .join("\n");
    const literals = new Set(
      [...source.matchAll(/"([\w-]+(?:\.[\w-]+)+)"/g)].map(([, key = ""]) => key),
    );
    // Of `room.${kind}.text` any one step in the gap; a gap in front stands for a literal.
    const gap = "[\\w-]+";
    const patterns = [...source.matchAll(/`((?:[\w.-]|\$\{[^}`]*\})+)`/g)]
      .map(([, template = ""]) => template.replaceAll(".", "\\.").split(/\$\{[^}]*\}/))
      .map(([first = "", ...rest]) => ({ first, rest: rest.join(gap) }))
      .filter(({ first, rest }) => (first === "" ? rest.startsWith("\\.") : first.includes(".")))
      .map(({ first, rest }) => {
        const start = first === "" ? `(?:${[...literals].join("|")})` : `${first}${gap}`;
        return new RegExp(`^${start}${rest}$`);
      });
    const unused = folded("fr").filter(
      (key) => !literals.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });
});

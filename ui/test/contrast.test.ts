// The colours of the theme against what they stand on: 4.5:1 for what is read, 3:1 for the edges of
// what is typed into.
import { DEFAULT_THEME, mergeMantineTheme } from "@mantine/core";
import { describe, expect, test } from "vitest";
import { cssVariables, theme } from "../src/app/theme";

type Colour = readonly [number, number, number];

const HEX = /^#(..)(..)(..)$/;
const RGBA = /^rgba\((\d+), (\d+), (\d+), ([\d.]+)\)$/;

/** A colour as it is seen; one that lets something through stands on that. */
function seen(text: string, under?: string): Colour {
  const hex = HEX.exec(text);
  if (hex) return hex.slice(1).map((part) => Number.parseInt(part, 16)) as unknown as Colour;
  const parts = RGBA.exec(text)?.slice(1).map(Number);
  if (!parts || !under) throw new Error(`no colour: ${text}`);
  const below = seen(under);
  const alpha = parts[3] ?? 1;
  return below.map((one, at) => (parts[at] ?? 0) * alpha + one * (1 - alpha)) as unknown as Colour;
}

function luminance(colour: Colour): number {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as unknown as Colour;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Colour, other: Colour): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

const { variables, ...schemes } = cssVariables(mergeMantineTheme(DEFAULT_THEME, theme));
const PANELS = [
  "--mantine-color-body",
  "--rasid-canvas",
  "--rasid-surface",
  "--rasid-table-header",
];
const TINTS = ["red", "orange", "blue", "gray", "brand"];
const READ = ["text", "dimmed", "error", "anchor"].map((name) => `--mantine-color-${name}`);

describe.each(["light", "dark"] as const)("%s", (scheme) => {
  const all: Record<string, string> = { ...variables, ...schemes[scheme] };
  const of = (name: string) => all[name] ?? "";
  const tint = (name: string) => seen(of(`--mantine-color-${name}-light`), of("--rasid-surface"));

  test.each(PANELS)("what is read, and the edge of a field, on %s", (panel) => {
    const under = seen(of(panel));
    for (const name of [...READ, "--rasid-negative"]) {
      expect(contrast(seen(of(name)), under), name).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(seen(of("--rasid-field-border")), under)).toBeGreaterThanOrEqual(3);
  });

  test.each(TINTS)("what is read, and the edge of a field, on the tint of %s", (name) => {
    const text = seen(of(`--mantine-color-${name}-light-color`));
    expect(contrast(text, tint(name))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(seen(of("--rasid-field-border")), tint(name))).toBeGreaterThanOrEqual(3);
  });
});

// One word for one thing, in whichever screen it stands.
import { expect, test } from "vitest";
import platformsAr from "../src/locales/ar/platforms.json";
import salesAr from "../src/locales/ar/sales.json";
import platformsEn from "../src/locales/en/platforms.json";
import salesEn from "../src/locales/en/sales.json";
import platformsFr from "../src/locales/fr/platforms.json";
import salesFr from "../src/locales/fr/sales.json";

test.each([
  ["fr", platformsFr, salesFr],
  ["ar", platformsAr, salesAr],
  ["en", platformsEn, salesEn],
] as const)(
  "a cost that is settled and a balance that is adjusted have one name in %s",
  (_language, platforms, sales) => {
    const { kind, movementKind } = sales.sale;
    expect([movementKind.settlement, kind.cost]).toEqual(Array(2).fill(platforms.kind.settlement));
    expect(movementKind.adjustment).toBe(platforms.kind.adjustment);
  },
);

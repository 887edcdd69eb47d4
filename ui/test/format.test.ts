import { describe, expect, it } from "vitest";
import { newKey } from "../src/api";
import { foldText, parseTypedDay } from "../src/components/typed";
import { compare, sum } from "../src/exact";
import {
  formatCount,
  formatCredit,
  formatDay,
  formatDecimal,
  formatInstant,
  formatMoney,
  formatPercent,
  formatPhone,
  isNegative,
  isZero,
} from "../src/format";

const dinar = { code: "DZD", decimals: 2 };

describe("amounts", () => {
  it("groups by language, with Western digits", () => {
    expect(formatMoney("1234.50", dinar, "fr")).toBe("1\u202F234,50\u00A0DA");
    expect(formatMoney("1234.50", dinar, "en")).toBe("1,234.50\u00A0DA");
    expect(formatMoney("1234.50", dinar, "ar")).toBe("1\u202F234,50\u00A0د.ج");
    expect(formatMoney("999.00", dinar, "fr")).toBe("999,00\u00A0DA");
  });

  it("keeps every digit of amounts no float could hold", () => {
    expect(formatDecimal("922337203685477.5807", "en", 2)).toBe("922,337,203,685,477.5807");
  });

  it("never rounds and never shows less than the unit's decimals", () => {
    expect(formatDecimal("246.6667", "fr", 2)).toBe("246,6667");
    expect(formatDecimal("246.6600", "fr", 2)).toBe("246,66");
    expect(formatDecimal("5", "fr", 2)).toBe("5,00");
    expect(formatDecimal("1250.00", "fr", 0)).toBe("1\u202F250");
  });

  it("marks the sign with U+2212, and zero with none", () => {
    expect(formatDecimal("-12.50", "fr", 2)).toBe("\u221212,50");
    expect(formatDecimal("12.50", "fr", 2, true)).toBe("+12,50");
    expect(formatDecimal("-0.00", "fr", 2)).toBe("0,00");
    expect(formatDecimal("0.00", "fr", 2, true)).toBe("0,00");
    expect(isNegative("-0.00")).toBe(false);
    expect(isNegative("-0.01")).toBe(true);
    expect(isZero("0.0000")).toBe(true);
    expect(isZero("0.0001")).toBe(false);
  });

  it("shows credit with its unit, percents and counts", () => {
    expect(formatCredit("287.50", "USD", 2, "fr")).toBe("287,50\u00A0USD");
    expect(formatCredit("287.50", "", 2, "fr")).toBe("287,50");
    expect(formatPercent("31.48", "fr")).toBe("31,48\u202F%");
    expect(formatPercent("1.50", "en")).toBe("1.5%");
    expect(formatCount(100000, "fr")).toBe("100\u202F000");
  });

  it("leaves alone what is no amount", () => {
    expect(formatDecimal("abc", "fr", 2)).toBe("abc");
  });
});

describe("days, moments and phones", () => {
  it("reads as people say them", () => {
    expect(formatDay("2026-01-31")).toBe("31/01/2026");
    expect(formatInstant("2026-01-31T23:30:00.000Z", "Africa/Algiers")).toBe("01/02/2026 00:30");
    expect(formatPhone("+213550123456", "DZ")).toBe("0550 12 34 56");
    expect(formatPhone("+33612345678", "DZ")).toBe("+33612345678");
    // Typed again in France, "0550…" would be another number.
    expect(formatPhone("+213550123456", "FR")).toBe("+213550123456");
  });

  it("takes a day typed in any usual way, and only a day that exists", () => {
    for (const typed of [
      "31/1/26",
      "31-01-2026",
      "31 1 2026",
      "31012026",
      "2026-01-31",
      "٣١/٠١/٢٠٢٦",
    ]) {
      expect(parseTypedDay(typed)).toBe("2026-01-31");
    }
    for (const typed of ["31/02/2026", "13/13/2026", "demain", ""]) {
      expect(parseTypedDay(typed)).toBeNull();
    }
  });

  it("finds names whatever their accents and forms", () => {
    expect(foldText("Café ÉLÉGANT")).toBe("cafe elegant");
    expect(foldText("أمينة")).toBe(foldText("امينه"));
  });
});

describe("sums of decimal strings", () => {
  it("are exact, whatever their size and sign", () => {
    expect(sum(["0.1", "0.2"])).toBe("0.3000");
    expect(sum(["9007199254740993.01", "0.9999"])).toBe("9007199254740994.0099");
    expect(sum(["-12.50", "2"])).toBe("-10.5000");
    expect(sum(["-0.05", "0.05"])).toBe("0.0000");
  });

  it("compare by their value and not by their letters", () => {
    expect(compare("9.00", "10")).toBe(-1);
    expect(compare("-3", "-20")).toBe(1);
    expect(compare("1.5", "1.5000")).toBe(0);
  });
});

describe("idempotency keys", () => {
  it("are UUIDs of version 7, in order of time, never twice", () => {
    const keys = Array.from({ length: 200 }, newKey);
    for (const key of keys) {
      expect(key).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    }
    expect(new Set(keys).size).toBe(keys.length);
    const age = Date.now() - Number.parseInt((keys[0] ?? "").replaceAll("-", "").slice(0, 12), 16);
    expect(Math.abs(age)).toBeLessThan(5000);
  });
});

import { describe, expect, it } from "vitest";
import { difference, readAmount, sum } from "../src/exact";

describe("exact amounts", () => {
  it("add up where floats would not", () => {
    expect(sum(["0.1", "0.2"])).toBe("0.3000");
    expect(sum(["922337203685477.5807", "0.0001"])).toBe("922337203685477.5808");
    expect(sum([])).toBe("0.0000");
  });

  it("keep their sign", () => {
    expect(difference("0.10", "0.30")).toBe("-0.2000");
    expect(difference("-5", "-7.5")).toBe("2.5000");
    expect(difference("12.50", "12.5")).toBe("0.0000");
    expect(sum(["-0.00", "0"])).toBe("0.0000");
  });

  it("refuse what is no amount instead of guessing", () => {
    expect(() => sum(["1,5"])).toThrow(RangeError);
    expect(() => sum(["0.00001"])).toThrow(RangeError);
  });
});

describe("an amount as a person types it", () => {
  it.each([
    ["1 234,5", "1234.5"],
    ["1\u202F234,50", "1234.5"],
    ["1234.5", "1234.5"],
    ["1.234,50", "1234.5"],
    ["1,234.50", "1234.5"],
    ["1.234.567", "1234567"],
    ["1 500 DA", "1500"],
    ["1 500 د.ج", "1500"],
    ["١٢٣٤٫٥", "1234.5"],
    ["١٬٢٣٤٫٥", "1234.5"],
    ["۱۲", "12"],
    ["-12", "-12"],
    ["\u2212 12,5", "-12.5"],
    ["+3", "3"],
    [",5", "0.5"],
    ["1,500", "1.5"],
    ["0", "0"],
  ])("%s is %s", (typed, amount) => expect(readAmount(typed)).toBe(amount));

  it.each([
    "",
    "  ",
    "abc",
    "12,",
    "1 23,5",
    "1.2.3",
    "1 234.567,8",
    "1,2,3.4.5",
    "--1",
    "1-2",
    "-",
    ",",
  ])("%j is none", (typed) => expect(readAmount(typed)).toBeNull());
});

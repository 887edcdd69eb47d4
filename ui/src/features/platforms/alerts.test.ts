import { beforeEach, expect, test } from "vitest";
import { platforms } from "../../../test/fixtures";
import type { Platform, PlatformStatus } from "../../api";
import { isShort, lookAgain } from "./alerts";

const BOOK = "book-1";
const [atlas] = platforms as [Platform];
const at = (status: PlatformStatus, changed: Partial<Platform> = {}): Platform => ({
  ...atlas,
  status,
  ...changed,
});
const worse = (platform: Platform, book = BOOK) =>
  lookAgain(book, [platform]).worse.map(({ status }) => status);

beforeEach(() => localStorage.clear());

test("the first sight of a book, or of a platform, says nothing", () => {
  expect(worse(at("critical"))).toEqual([]);
  expect(worse(at("low", { id: "77" }))).toEqual([]);
  // Each book has its own.
  expect(worse(at("overdrawn"), "book-2")).toEqual([]);
});

test("worse is said once, for each step down", () => {
  worse(at("ok"));
  expect(worse(at("low"))).toEqual(["low"]);
  expect(worse(at("low"))).toEqual([]);
  expect(worse(at("critical"))).toEqual(["critical"]);
  expect(worse(at("critical"))).toEqual([]);
  expect(worse(at("overdrawn"))).toEqual(["overdrawn"]);
});

test("what is well again can be said anew", () => {
  worse(at("ok"));
  expect(worse(at("low"))).toEqual(["low"]);
  const again = at("ok");
  expect(lookAgain(BOOK, [again])).toEqual({ worse: [], well: [again] });
  expect(worse(at("low"))).toEqual(["low"]);
});

test("nothing is said of what is put aside", () => {
  worse(at("ok"));
  expect(worse(at("low", { archived: true }))).toEqual([]);
  expect(isShort(at("overdrawn", { archived: true }))).toBe(false);
  // Taken up again it is seen for the first time.
  expect(worse(at("low"))).toEqual([]);
});

test.each(["{", "3", "[]", "null"])("what cannot be read (%s) counts as nothing seen", (kept) => {
  localStorage.setItem(`rasid.credit-seen.${BOOK}`, kept);
  expect(worse(at("critical"))).toEqual([]);
  expect(worse(at("overdrawn"))).toEqual(["overdrawn"]);
});

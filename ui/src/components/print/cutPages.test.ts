import { expect, test } from "vitest";
import { cutPages } from "./cutPages";

/** Rows of 10 below a top of 30; a page holds 100, of which its head takes 5. */
function cut(count: number, below = 0): number[] {
  const rows = Array.from({ length: count }, (_, index) => ({
    start: 35 + 10 * index,
    end: 45 + 10 * index,
  }));
  return cutPages({ room: 100, head: 5, rows, end: (rows.at(-1)?.end ?? 30) + below });
}

test("what fits stays on one page", () => {
  expect(cut(0)).toEqual([0]);
  expect(cut(6)).toEqual([0]);
});

test("each page begins with a whole row, below the head", () => {
  expect(cut(7)).toEqual([0, 6]);
  expect(cut(15)).toEqual([0, 6]);
  expect(cut(16)).toEqual([0, 6, 15]);
});

test("sums take a row with them onto their page", () => {
  expect(cut(6, 5)).toEqual([0]);
  expect(cut(6, 20)).toEqual([0, 5]);
});

test("a row higher than a page stands alone", () => {
  const rows = [
    { start: 0, end: 300 },
    { start: 300, end: 310 },
  ];
  expect(cutPages({ room: 100, head: 0, rows, end: 310 })).toEqual([0, 1]);
});

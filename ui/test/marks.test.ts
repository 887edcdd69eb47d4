import { expect, it } from "vitest";
import { i18next } from "../src/app/i18n";
import { steadyMarks } from "../src/app/marks";

const shown = (text: string) => steadyMarks(text).replaceAll("\u200C", "|");

it("a mark that ends a word is followed by something invisible", () => {
  expect(shown("اكتب مثلًا 1234")).toBe("اكتب مثلًا| 1234");
  expect(shown("حدّ: أولاً.")).toBe("حدّ|: أولاً|.");
  expect(shown("باقٍ يُردّ")).toBe("باقٍ| يُردّ|");
});

it("marks inside words are left alone, and nothing is done twice", () => {
  expect(shown("منتجًا مسجَّل يُدفع")).toBe("منتجًا مسجَّل يُدفع");
  expect(steadyMarks(steadyMarks("أولًا"))).toBe(steadyMarks("أولًا"));
});

it("is done to the page's own texts", () => {
  const text = i18next.t("errors.bad_number", { lng: "ar", value: "x" });
  expect(text).toContain("مثلًا\u200C");
});

// The readings that are asked for before the first screen is drawn.
import { describe, expect, it } from "vitest";
import { askAhead } from "../src/app/ahead";
import { i18next } from "../src/app/i18n";
import { newQueryClient } from "../src/app/Root";
import { installMock } from "./mockIpc";

describe("asking ahead", () => {
  it("has what the first screen shows, in the book's language", async () => {
    const mock = installMock({ state: "open", book: { language: "ar" } });
    const client = newQueryClient();
    await askAhead(client);
    expect(mock.calls.map((call) => call.command)).toEqual([
      "app_state",
      "platforms_list",
      "products_list",
      "methods_list",
      "sale_draft",
    ]);
    expect(client.getQueryData(["platforms", "platformsList"])).toHaveLength(4);
    expect(client.getQueryData(["catalog", "productsList", "", false])).toBeDefined();
    expect(i18next.language).toBe("ar");
  });

  it("asks nothing of a book that isn't there", async () => {
    const mock = installMock({ state: "no_book" });
    await askAhead(newQueryClient());
    expect(mock.calls.map((call) => call.command)).toEqual(["app_state"]);
  });

  it("leaves a failure to the screen, and doesn't wait for a slow answer", async () => {
    const handlers = {
      app_state: () => {
        throw { code: "bug", message: "broken", details: {} };
      },
    };
    await askAhead(installed(handlers));
    await askAhead(installed({ app_state: () => new Promise(() => {}) }));
  });
});

function installed(handlers: Record<string, () => unknown>) {
  installMock({ handlers });
  return newQueryClient();
}

// What jsdom lacks and Mantine or the virtual lists ask for.
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import "@testing-library/jest-dom/vitest";
import "../src/app/i18n";

class NoObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
  takeRecords() {
    return [];
  }
}

vi.stubGlobal("ResizeObserver", NoObserver);
vi.stubGlobal("IntersectionObserver", NoObserver);
window.matchMedia = (query: string) =>
  ({
    matches: false,
    media: query,
    onchange: null,
    addEventListener() {},
    removeEventListener() {},
    addListener() {},
    removeListener() {},
    dispatchEvent: () => false,
  }) as MediaQueryList;
window.HTMLElement.prototype.scrollIntoView = () => {};
window.HTMLElement.prototype.scrollTo = () => {};
window.scrollTo = () => {};
// axe measures letters on a canvas to tell icon fonts; there is none here.
HTMLCanvasElement.prototype.getContext = () => null;
if (!document.fonts) {
  Object.defineProperty(document, "fonts", {
    value: { addEventListener() {}, removeEventListener() {} },
  });
}

// Without layout every element is 0 high and a virtual list would draw no row.
for (const [name, value] of Object.entries({
  offsetHeight: 600,
  offsetWidth: 900,
  clientHeight: 600,
  clientWidth: 900,
})) {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, value });
}

// A machine that also builds something else is slow, not wrong.
configure({ asyncUtilTimeout: 5000 });

beforeEach(() => {
  window.location.hash = "";
});
afterEach(cleanup);

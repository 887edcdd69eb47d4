// The keys that work everywhere.
import { useEffect } from "react";

/** Keys that carry a word, each language's keyboard its own: the text of their names. */
export const KEY_NAMES: Readonly<Record<string, string>> = {
  Enter: "app.keys.names.enter",
  Esc: "app.keys.names.escape",
};

/** What the list of keys shows: the keys and the text that says what they do. */
export const KEY_LIST: readonly { keys: readonly string[]; text: string }[] = [
  { keys: ["F2"], text: "app.keys.new_sale" },
  { keys: ["Ctrl", "K"], text: "app.keys.spotlight" },
  { keys: ["?"], text: "app.keys.list" },
  { keys: ["Enter"], text: "app.keys.enter" },
  { keys: ["Ctrl", "Enter"], text: "app.keys.save" },
  { keys: ["Esc"], text: "app.keys.escape" },
  { keys: ["Tab"], text: "app.keys.tab" },
  { keys: ["↑", "↓"], text: "app.keys.arrows" },
];

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}

/** A dialog keeps the keys for itself: what is typed in it must not vanish under another screen. */
function dialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}

type Actions = { newSale: () => void; showKeys: () => void; find: () => void };

export function useGlobalKeys({ newSale, showKeys, find }: Actions): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      if (event.ctrlKey || event.metaKey) {
        // By its place: on an Arabic keyboard the key says another letter.
        if (event.code !== "KeyK" || event.shiftKey) return;
        event.preventDefault();
        if (!dialogOpen()) find();
      } else if (event.key === "F2") {
        event.preventDefault();
        if (!dialogOpen()) newSale();
      } else if (event.key === "?" && !isTyping(event.target) && !dialogOpen()) {
        event.preventDefault();
        showKeys();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [newSale, showKeys, find]);
}

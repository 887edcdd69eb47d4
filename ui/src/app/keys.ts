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

export function useGlobalKeys(actions: { newSale: () => void; showKeys: () => void }): void {
  const { newSale, showKeys } = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey) return;
      if (event.key === "F2") {
        event.preventDefault();
        if (!dialogOpen()) newSale();
      } else if (event.key === "?" && !isTyping(event.target) && !dialogOpen()) {
        event.preventDefault();
        showKeys();
      }
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [newSale, showKeys]);
}

import { useRef, useState } from "react";

/** Where the focus goes back to: a menu's item is gone by then, its button isn't. */
function openerOf(active: Element | null): HTMLElement | null {
  const menu = active?.closest('[role="menu"]');
  const opener = menu?.id ? document.querySelector(`[aria-controls="${menu.id}"]`) : active;
  return opener instanceof HTMLElement && opener !== document.body ? opener : null;
}

type State<T> = { key: number; target: T | null; opened: boolean };

/**
 * A dialog about something. Each opening has its own `key`, so its form begins anew; `target` stays
 * while the dialog fades out; closing gives the focus back to what opened it, or to the screen
 * where that is gone (the button of an empty list).
 */
export function useDialog<T>() {
  const [state, setState] = useState<State<T>>({ key: 0, target: null, opened: false });
  const opener = useRef<HTMLElement | null>(null);

  const open = (target: T) => {
    opener.current = openerOf(document.activeElement);
    setState((before) => ({ key: before.key + 1, target, opened: true }));
  };
  const close = () => {
    setState((before) => ({ ...before, opened: false }));
    // After the dialog's focus trap has let go.
    window.setTimeout(() => {
      const back = opener.current?.isConnected ? opener.current : document.querySelector("main");
      back?.focus();
    }, 20);
  };
  return { ...state, open, close };
}

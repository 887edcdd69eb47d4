import { type RefObject, useEffect, useRef } from "react";

/** Puts words in where the cursor stands, and the cursor behind them; at the end of a text never entered. */
export function useInserting(
  field: RefObject<HTMLTextAreaElement | null>,
  text: string,
  onChange: (text: string) => void,
) {
  const entered = useRef(false);
  const caret = useRef<number | null>(null);

  // The words are in the field only once it is drawn with them.
  useEffect(() => {
    if (caret.current === null || field.current?.value !== text) return;
    field.current.focus();
    field.current.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [field, text]);

  return {
    onFocus: () => {
      entered.current = true;
    },
    insert: (words: string) => {
      const known = entered.current && field.current;
      const start = known ? known.selectionStart : text.length;
      const end = known ? known.selectionEnd : text.length;
      caret.current = start + words.length;
      onChange(text.slice(0, start) + words + text.slice(end));
    },
  };
}

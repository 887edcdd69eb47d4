import { useQueryClient } from "@tanstack/react-query";
import {
  type AppState,
  type BookInfo,
  type Id,
  type Opening,
  type UndoneImport,
  useWriteAround,
} from "../../api";
import { forgetCounter } from "./draft";
import { acrossBooks } from "./keeper";
import { forgetKeptDraft } from "./keptDraft";

function bookOf(answer: BookInfo | AppState | UndoneImport): Id | null {
  if ("report" in answer) return answer.book.uuid;
  if (!("kind" in answer)) return answer.uuid;
  return answer.kind === "open" ? answer.book.uuid : null;
}

/**
 * A command that opens another book. The sale half typed stays in the book it was typed in; a book
 * put back as it once was is asked anew what it holds, since its ids may name other things now.
 */
export function useOpening<N extends Opening>(name: N) {
  const client = useQueryClient();
  return useWriteAround(name, (run) =>
    acrossBooks(run, (answer) => {
      const book = bookOf(answer);
      if (book !== null) {
        forgetCounter(book);
        forgetKeptDraft(client, book);
      }
      return book;
    }),
  );
}

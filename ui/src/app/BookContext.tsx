// The open book, for all that is shown inside it.
import { createContext, type ReactNode, useContext } from "react";
import type { BookInfo, Currency } from "../api";

const BookContext = createContext<BookInfo | null>(null);

export function BookProvider({ book, children }: { book: BookInfo; children: ReactNode }) {
  return <BookContext value={book}>{children}</BookContext>;
}

export function useBook(): BookInfo {
  const book = useContext(BookContext);
  if (!book) throw new Error("useBook outside of an open book");
  return book;
}

export function useCurrency(): Currency {
  const book = useBook();
  return { code: book.currency, decimals: book.currency_decimals };
}

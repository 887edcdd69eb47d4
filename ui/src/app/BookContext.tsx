// The open book, for all that is shown inside it.
import { createContext, type ReactNode, useContext } from "react";
import type { BookInfo, Currency } from "../api";
import { sayMoneyIn } from "../components/errors";

const BookContext = createContext<BookInfo | null>(null);

export function BookProvider({ book, children }: { book: BookInfo; children: ReactNode }) {
  // Before anything in it is drawn: errors are put into words outside of components too.
  sayMoneyIn(currencyOf(book));
  return <BookContext value={book}>{children}</BookContext>;
}

export function useBook(): BookInfo {
  const book = useContext(BookContext);
  if (!book) throw new Error("useBook outside of an open book");
  return book;
}

function currencyOf(book: BookInfo): Currency {
  return { code: book.currency, decimals: book.currency_decimals };
}

export function useCurrency(): Currency {
  return currencyOf(useBook());
}

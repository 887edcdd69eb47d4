// What the window shows: the first start, the open book, or why a book can't be opened.
import { Center, Container, Loader, useMantineColorScheme } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Router } from "wouter";
import { type BookInfo, useRead } from "../api";
import { ErrorNotice } from "../components/errors";
import { Doors } from "../features/first-run/Doors";
import FirstRunScreen from "../features/first-run/FirstRunScreen";
import { BookProvider } from "./BookContext";
import { showLanguage } from "./Language";
import { Refused } from "./Refused";
import { Screens } from "./Screens";
import { Shell } from "./Shell";
import { useGuardedLocation } from "./unsaved";

function OpenBook({ book }: { book: BookInfo }) {
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => showLanguage(book.language), [book.language]);
  useEffect(
    () => setColorScheme(book.theme === "system" ? "auto" : book.theme),
    [book.theme, setColorScheme],
  );
  useEffect(() => {
    document.title = book.name;
  }, [book.name]);
  return (
    <BookProvider book={book}>
      {/* Another book is another world: nothing half typed goes over from one to the other. */}
      <Router key={book.uuid} hook={useGuardedLocation} hrefs={(path) => `#${path}`}>
        <Shell>
          <Screens />
        </Shell>
      </Router>
    </BookProvider>
  );
}

export function App() {
  const { t } = useTranslation();
  const state = useRead("book", "appState");
  // The book was made a moment ago: the three doors stand between it and the screens.
  const [welcome, setWelcome] = useState(false);
  if (state.data?.kind === "open" && welcome) {
    const enter = (path: string) => {
      window.location.hash = path;
      setWelcome(false);
    };
    return <Doors book={state.data.book} onEnter={enter} />;
  }
  if (state.data?.kind === "open") return <OpenBook book={state.data.book} />;
  if (state.data?.kind === "no_book")
    return <FirstRunScreen path={state.data.path} onCreated={() => setWelcome(true)} />;
  if (state.data?.kind === "refused") {
    return <Refused path={state.data.path} error={state.data.error} />;
  }
  if (state.error) {
    return (
      <Container component="main" size="sm" py="xl">
        <ErrorNotice error={state.error} onRetry={() => void state.refetch()} />
      </Container>
    );
  }
  return (
    <Center component="main" h="100dvh">
      <Loader aria-label={t("common.loading")} />
    </Center>
  );
}

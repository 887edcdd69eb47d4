import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import type { AppError } from "../../api";
import { useBook } from "../../app/BookContext";
import { type CounterStore, isTyped, type Resumed } from "./draft";
import { keepNow, keepSoon } from "./keeper";
import { contentOf, forgetKeptDraft, keptDraft } from "./keptDraft";

type KeptDraft = {
  /** Known what the book held, or that it cannot be known: there is something to type into. */
  ready: boolean;
  error: AppError | null;
  /** Asks again; none once something was typed that it would meet. */
  retry: (() => void) | undefined;
};

/** Takes up what the book holds of a sale half typed, and keeps in it what is typed from now on. */
export function useKeptDraft(store: CounterStore): KeptDraft {
  const { uuid } = useBook();
  const { draft, asked } = store;
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({ ...keptDraft(uuid), enabled: !asked });
  const ready = asked || error !== null;
  const typed = isTyped(draft);

  const resume = useEffectEvent((found: Resumed | null) => {
    store.resume(found);
    // The book may be left and opened again: it is then asked anew.
    forgetKeptDraft(client, uuid);
  });
  useEffect(() => {
    if (!asked && data !== undefined) resume(data);
  }, [asked, data]);

  useEffect(() => {
    if (ready) keepSoon(uuid, draft.key, typed ? contentOf(draft, uuid) : null);
  }, [ready, draft, typed, uuid]);

  useEffect(() => {
    const keep = () => void keepNow();
    document.addEventListener("visibilitychange", keep);
    window.addEventListener("pagehide", keep);
    return () => {
      document.removeEventListener("visibilitychange", keep);
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, []);

  return {
    ready,
    error: asked ? null : error,
    retry: typed ? undefined : () => void refetch(),
  };
}

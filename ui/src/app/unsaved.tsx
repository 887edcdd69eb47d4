// Leaving a screen on which something was typed asks first.
import { useEffect, useId, useState, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { useHashLocation } from "wouter/use-hash-location";
import { ConfirmDialog } from "../components/dialogs";

type Navigate = ReturnType<typeof useHashLocation>[1];
type Leaving = { path: string; options: Parameters<Navigate>[1] };

const unsaved = new Set<string>();
let leaving: Leaving | null = null;
const listeners = new Set<() => void>();

function setLeaving(next: Leaving | null): void {
  leaving = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** While `dirty`, going to another screen asks before it throws away what was typed. */
export function useUnsaved(dirty: boolean): void {
  const id = useId();
  useEffect(() => {
    if (!dirty) return;
    unsaved.add(id);
    return () => {
      unsaved.delete(id);
    };
  }, [dirty, id]);
}

/** wouter's hash location whose navigation asks first where something is unsaved. */
export function useGuardedLocation(): [string, Navigate] {
  const [path, navigate] = useHashLocation();
  const [guarded] = useState<Navigate>(() => (to: string, options?: Parameters<Navigate>[1]) => {
    if (unsaved.size > 0) setLeaving({ path: to, options });
    else navigate(to, options);
  });
  return [path, guarded];
}

export function LeaveDialog() {
  const { t } = useTranslation();
  const [, navigate] = useHashLocation();
  const asked = useSyncExternalStore(subscribe, () => leaving);
  return (
    <ConfirmDialog
      opened={asked !== null}
      onClose={() => setLeaving(null)}
      onConfirm={() => {
        unsaved.clear();
        setLeaving(null);
        if (asked) navigate(asked.path, asked.options);
      }}
      title={t("common.discard.title")}
      confirmLabel={t("common.discard.confirm")}
      cancelLabel={t("common.discard.keep")}
      danger
    >
      {t("common.discard.text")}
    </ConfirmDialog>
  );
}

// What a person says of a file changes how it is read: it is looked at again, and shown as it is read now.
import { useRef, useState } from "react";
import { type AppError, type FileChoice, useWrite } from "../../api";
import { choiceOf, toInspect } from "./choices";
import type { Wizard } from "./wizard";

/** Parts of a choice that change nothing in how a file is read. */
const APART = ["platform", "aside", "all_paid"];

export type Reading = {
  say: (path: string, part: Partial<FileChoice>) => Promise<void>;
  /** The file that is looked at again. */
  busy: string | null;
  /** Why a file could not be read so, and which. */
  failed: { path: string; error: AppError } | null;
};

export function useReading(wizard: Wizard, change: (part: Partial<Wizard>) => void): Reading {
  const inspect = useWrite("legacyInspect");
  const [about, setAbout] = useState<string | null>(null);
  const newest = useRef(0);

  const say = async (path: string, part: Partial<FileChoice>) => {
    const before = wizard.choices;
    const choices = { ...before, [path]: { ...choiceOf(before, path), ...part } };
    change({ choices });
    const apart = Object.keys(part).every((name) => APART.includes(name));
    if (!wizard.inspected || apart) return;
    setAbout(path);
    newest.current += 1;
    const turn = newest.current;
    try {
      const inspected = await inspect.mutateAsync([wizard.inspected.handle, toInspect(choices)]);
      // An answer that was overtaken by a later choice is none.
      if (turn === newest.current) change({ inspected });
    } catch {
      // The card shows inspect.error; the file stays as it was read before.
      if (turn === newest.current) change({ choices: before });
    }
  };

  return {
    say,
    busy: inspect.isPending ? about : null,
    failed: inspect.error && about !== null ? { path: about, error: inspect.error } : null,
  };
}

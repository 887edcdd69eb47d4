import { useState } from "react";
import { type AppError, type Id, useWrite } from "../../api";

export type Reveal = {
  /** The code, whole, while it is shown. */
  of: (id: Id) => string | undefined;
  show: (id: Id) => void;
  hide: (id: Id) => void;
  /** Which is being asked for. */
  asked: Id | null;
  error: AppError | null;
};

/** Codes shown whole. They are kept nowhere but here: the screen forgets them when it is left. */
export function useReveal(): Reveal {
  const write = useWrite("codeReveal");
  const [shown, setShown] = useState<ReadonlyMap<Id, string>>(new Map());

  const keep = (id: Id, content: string | null) =>
    setShown((before) => {
      const after = new Map(before);
      if (content === null) after.delete(id);
      else after.set(id, content);
      return after;
    });
  const show = async (id: Id) => {
    const { content } = await write.mutateAsync([id]);
    keep(id, content);
  };

  return {
    of: (id) => shown.get(id),
    // A refusal stands in `error`.
    show: (id) => void show(id).catch(() => undefined),
    hide: (id) => keep(id, null),
    asked: write.isPending ? (write.variables[0] ?? null) : null,
    error: write.error,
  };
}

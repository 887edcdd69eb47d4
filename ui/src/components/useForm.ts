import { useState } from "react";

/** What a form holds, and whether something in it was changed since it was opened. */
export function useForm<V extends object>(initial: V) {
  const [start] = useState(initial);
  const [values, setValues] = useState(start);
  const set = (change: Partial<V>) => setValues((before) => ({ ...before, ...change }));
  const dirty = values !== start && JSON.stringify(values) !== JSON.stringify(start);
  return { values, set, dirty };
}

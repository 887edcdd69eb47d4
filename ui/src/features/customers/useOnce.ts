import { useRef } from "react";

/** Runs what must happen once: not again while it runs, nor once it has succeeded; again after a refusal. */
export function useOnce(): (run: () => Promise<void>) => Promise<void> {
  // A second Enter can come before the state says that something is being recorded.
  const running = useRef(false);
  return async (run) => {
    if (running.current) return;
    running.current = true;
    try {
      await run();
    } catch {
      // Said where the command was asked for, from its own error.
      running.current = false;
    }
  };
}

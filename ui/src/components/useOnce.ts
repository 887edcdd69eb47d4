import { useRef } from "react";

/**
 * Records once: not again while it runs, nor once it is done; after a refusal, which the write's own
 * error says, it may be tried anew. A second Enter can come before the state says busy.
 */
export function useOnce(): (record: () => Promise<void>) => void {
  const taken = useRef(false);
  return (record) => {
    if (taken.current) return;
    taken.current = true;
    record().catch(() => {
      taken.current = false;
    });
  };
}

import { useEffect, useEffectEvent } from "react";
import { useLocation, useSearch } from "wouter";

/**
 * `?deposit=3`: something to be done on the screen it leads to, once that is ready. Taken out of the
 * address when it is done, so that it is done once.
 */
export function useAddressed(name: string, ready: boolean, act: (value: string) => void): void {
  const value = new URLSearchParams(useSearch()).get(name);
  const [path, navigate] = useLocation();
  const take = useEffectEvent((asked: string) => {
    navigate(`${path}?`, { replace: true });
    act(asked);
  });
  useEffect(() => {
    if (ready && value !== null) take(value);
  }, [ready, value]);
}

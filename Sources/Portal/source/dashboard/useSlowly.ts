import { useCallback, useEffect, useRef } from "react";

/** The first of many calls is done after a pause, and so are those that came during it, together. */
export function useSlowly(action: () => unknown, pause: number): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      latest.current();
    }, pause);
  }, [pause]);
}

import { useCallback, useEffect, useRef, useState } from "react";

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

/** Counts up, at most once in a pause, as often as `tick` is called. */
export function useBeat(pause: number): readonly [beat: number, tick: () => void] {
  const [beat, setBeat] = useState(0);
  const tick = useSlowly(() => setBeat((before) => before + 1), pause);
  return [beat, tick];
}

/** Asks again with each beat. */
export function useRefetchOn(beat: number, refetch: () => unknown): void {
  const first = useRef(beat);
  useEffect(() => {
    if (beat !== first.current) refetch();
  }, [beat, refetch]);
}

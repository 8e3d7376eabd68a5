import { useSyncExternalStore } from "react";
import { ago, clock, date, exact, logMoment, moment } from "../format/time";
import { nothing } from "../format/quantity";

interface TimeProps {
  readonly at: string | null | undefined;
  readonly form?: "moment" | "clock" | "seconds" | "date" | "relative";
}

/** A moment in the reader's zone; the exact one is in the tooltip and for programs. */
export function Time({ at, form = "moment" }: TimeProps) {
  if (!at) return <span className="unit">{nothing}</span>;
  return form === "relative" ? <Relative at={at} /> : <Fixed at={at} form={form} />;
}

function Fixed({ at, form }: { at: string; form: "moment" | "clock" | "seconds" | "date" }) {
  const time = new Date(at);
  const write = { moment, clock, seconds: (of: Date) => logMoment(of), date }[form];
  return <time className="figures" dateTime={at} title={exact(time)}>{write(time)}</time>;
}

function Relative({ at }: { at: string }) {
  const now = useNow();
  const time = new Date(at);
  return <time className="figures" dateTime={at} title={exact(time)}>{ago(time, now) ?? moment(time)}</time>;
}

const tickers = new Set<() => void>();
let tick: ReturnType<typeof setInterval> | undefined;
let now = Date.now();

/** One clock for all that is relative, every five seconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

function subscribe(listener: () => void): () => void {
  tickers.add(listener);
  if (tickers.size === 1) now = Date.now();
  tick ??= setInterval(() => {
    now = Date.now();
    for (const each of [...tickers]) each();
  }, 5000);
  return () => {
    tickers.delete(listener);
    if (tickers.size > 0) return;
    clearInterval(tick);
    tick = undefined;
  };
}

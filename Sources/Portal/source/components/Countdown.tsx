import { useEffect, useState } from "react";
import { texts } from "../texts/texts";

/** How long there is still, by the second. Seen alone: whoever listens is told the moment, and not each second. */
export function Countdown({ to }: { readonly to: string | null }) {
  const end = to === null ? 0 : Date.parse(to);
  const [seconds, setSeconds] = useState(() => secondsTo(end));
  useEffect(() => {
    const count = () => setSeconds(secondsTo(end));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [end]);
  if (seconds <= 0) return null;
  return <span className="figures" aria-hidden="true">· {texts.remaining(`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`)}</span>;
}

function secondsTo(end: number): number {
  return Math.ceil((end - Date.now()) / 1000);
}

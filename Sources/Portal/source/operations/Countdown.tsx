import { useEffect, useState } from "react";
import { texts } from "../texts/texts";

/** The server waits so long for an answer. */
const longest = 30_000;

/** How long an answer is still waited for. Our clock may be another than the server's, so it begins with no more than all of it. */
export function Countdown({ since }: { readonly since: string }) {
  const [end] = useState(() => Math.min(Date.now(), Date.parse(since)) + longest);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.ceil((end - now) / 1000);
  return seconds > 0 ? <span className="figures">{texts.operations.progress.left(seconds)}</span> : null;
}

import { useEffect, useState } from "react";
import { useConnection } from "../api/hooks";
import { clockSeconds } from "../format/time";
import { texts } from "../texts/texts";

const grace = 2000;

/** Whether what the page shows is of this moment. A loss of less than two seconds is not worth a word. */
export function ConnectionMark() {
  const connection = useConnection();
  const since = connection.kind === "lost" ? connection.since : undefined;
  const [isOld, setOld] = useState(false);
  useEffect(() => {
    setOld(false);
    if (since === undefined) return undefined;
    const timer = setTimeout(() => setOld(true), Math.max(0, since + grace - Date.now()));
    return () => clearTimeout(timer);
  }, [since]);
  useEffect(() => {
    document.documentElement.classList.toggle("is-stale", isOld);
    return () => document.documentElement.classList.remove("is-stale");
  }, [isOld]);
  if (since !== undefined && isOld) {
    return <span className="connection lost" role="status">{texts.connection.lost(clockSeconds(new Date(since)))}</span>;
  }
  return (
    <span className="connection" role="status">
      {connection.kind === "live" || since !== undefined ? texts.connection.live : texts.connection.connecting}
    </span>
  );
}

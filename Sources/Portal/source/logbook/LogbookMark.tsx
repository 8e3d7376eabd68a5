import type { LogbookStatus } from "documents/schema";
import { Icon } from "../components/Icon";
import { texts } from "../texts/texts";

/** The vehicle of a session: with a tick where its entry is there, with words where it is not. */
export function LogbookMark({ status }: { readonly status: LogbookStatus }) {
  if (status === "NOT_NEEDED") return null;
  const { logbook } = texts;
  const isThere = status === "COMPLETE";
  return (
    <span className={isThere ? "logbook-mark" : "logbook-mark missing"} title={logbook.statuses[status]}>
      <Icon name="vehicle" />
      {isThere ? <><Icon name="check" /><span className="visually-hidden">{logbook.statuses[status]}</span></> : <span>{logbook.statuses[status]}</span>}
    </span>
  );
}

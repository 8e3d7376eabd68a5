import type { RequestRow } from "documents/requests/requests";
import { LiveValue } from "../components/LiveValue";
import { Time } from "../components/Time";
import { Link } from "../router/Link";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { personName, RequestBadge } from "./RequestBadge";

export function requestColumns(): readonly Column<RequestRow>[] {
  const { requests } = texts;
  return [
    { id: "subject", label: requests.subject, isName: true, onPhone: "plain", cell: ({ id, number, subject }) => (
      <Link className="id" href={`/requests/${encodeURIComponent(id)}`}>{requests.named(number, subject)}</Link>
    ) },
    { id: "state", label: requests.state, onPhone: "plain", cell: ({ state }) => <LiveValue value={state}><RequestBadge state={state} /></LiveValue> },
    { id: "about", label: requests.about, onPhone: "plain", cell: (row) => <About row={row} /> },
    { id: "by", label: requests.by, cell: ({ createdBy }) => personName(createdBy) },
    { id: "comment", label: requests.lastComment, onPhone: "hidden", cell: ({ lastComment }) => lastComment && (
      <LiveValue value={lastComment.createdAt}>
        <Words text={lastComment.text?.replace(/\s+/g, " ") ?? (lastComment.state && requests.became[lastComment.state])} />
        <span className="under">{personName(lastComment.user)}</span>
      </LiveValue>
    ) },
    { id: "changed", label: requests.changed, cell: ({ changedAt }) => <Time at={changedAt} /> },
    { id: "created", label: requests.created, isExtra: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
}

/** The station, and the session where it is about one. */
export function About({ row: { station, session } }: { readonly row: Pick<RequestRow, "station" | "session"> }) {
  return (
    <>
      <Link href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>
      {session && <> · <Link href={`/sessions/${encodeURIComponent(session.id)}`}>{texts.sessions.named(session.transactionId)}</Link></>}
    </>
  );
}

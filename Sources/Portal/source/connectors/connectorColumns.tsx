import type { ConnectorRow } from "documents/connectors/connectors";
import { Figure, LiveValue } from "../components/LiveValue";
import { StatusBadge } from "../components/StatusBadge";
import { ChargerText } from "../components/ChargerText";
import { Time } from "../components/Time";
import { moment } from "../format/time";
import { nothing, power } from "../format/quantity";
import { Link } from "../router/Link";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";

export function connectorColumns(): readonly Column<ConnectorRow>[] {
  const { station, sessions, stations, connectors } = texts;
  return [
    {
      id: "name", label: station.connector, isName: true, onPhone: "plain",
      cell: ({ station: of, number }) => (
        <>
          <Link className="id" href={`/stations/${encodeURIComponent(of.chargePointId)}/connectors`}>{of.chargePointId} · {number}</Link>
          {of.description && <span className="under">{of.description}</span>}
        </>
      ),
    },
    { id: "status", label: sessions.status, onPhone: "plain", cell: (row) => <State row={row} /> },
    { id: "error", label: station.error, cell: (row) => <ErrorCode row={row} /> },
    {
      id: "power", label: station.power, isNumber: true,
      cell: ({ powerW, isStale }) => <LiveValue value={powerW}><Figure quantity={powerW === null || isStale ? undefined : power(powerW)} /></LiveValue>,
    },
    { id: "since", label: station.since, cell: ({ statusChangedAt }) => <Time at={statusChangedAt} /> },
    {
      id: "session", label: sessions.one, cell: ({ activeSession }) => (activeSession
        ? <Link href={`/sessions/${encodeURIComponent(activeSession.id)}`}>{activeSession.transactionId}</Link> : <span className="unit">{nothing}</span>),
    },
    {
      id: "reservation", label: sessions.reservation, onPhone: "hidden", cell: ({ reservation }) => (reservation
        ? <>{reservation.idTag}<span className="under">{connectors.until(moment(new Date(reservation.expiresAt)))}</span></> : <span className="unit">{nothing}</span>),
    },
    { id: "lastSeen", label: stations.lastHeard, isExtra: true, cell: ({ station: of }) => <Time at={of.lastSeenAt} form="relative" /> },
  ];
}

function State({ row: { status, isStale, station } }: { row: ConnectorRow }) {
  return (
    <>
      <LiveValue value={`${status} ${String(isStale)}`}><StatusBadge status={status} isStale={isStale} /></LiveValue>
      {isStale && station.lastSeenAt && <span className="under">{texts.connection.lastHeard(moment(new Date(station.lastSeenAt)))}</span>}
    </>
  );
}

/** What the charger said of a fault, its own list's code beside. */
function ErrorCode({ row: { errorCode, vendorErrorCode, info } }: { row: ConnectorRow }) {
  const isError = errorCode !== null && errorCode !== "NoError";
  if (!isError && !vendorErrorCode && !info) return <span className="unit">{nothing}</span>;
  return (
    <>
      {isError && <ChargerText text={errorCode} />}
      {(vendorErrorCode ?? info) && <span className="under"><ChargerText text={[vendorErrorCode, info].filter(Boolean).join(" · ")} /></span>}
    </>
  );
}

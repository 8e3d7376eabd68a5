import type { QueueStation, StationQueue } from "documents/reservations/queue";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Badge, StatusBadge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { Link } from "../router/Link";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { personOf } from "./reservationColumns";

/** The server's limit of places at one station. */
const mostPlaces = 20;

export function ownPlace({ queue }: Pick<StationQueue, "queue">) {
  return queue.find(({ isOwn }) => isOwn);
}

interface QueueActions {
  readonly join: (row: QueueStation) => void;
  readonly leave: (row: QueueStation) => void;
  readonly set: (row: QueueStation) => void;
}

export function queueColumns(actions: QueueActions): readonly Column<QueueStation>[] {
  const { stations, queue: words } = texts;
  return [
    {
      id: "station", label: stations.station, isName: true, onPhone: "plain",
      cell: ({ chargePointId, description }) => (
        <>
          <Link className="id" href={`/stations/${encodeURIComponent(chargePointId)}`}>{chargePointId}</Link>
          {description && <span className="under">{description}</span>}
        </>
      ),
    },
    {
      id: "connectors", label: stations.connectors, onPhone: "plain",
      cell: ({ connectors }) => (connectors.length === 0 ? <Words text={null} /> : (
        <span className="badges">
          {connectors.map(({ id, status, isStale }) => <StatusBadge key={id} status={status} isStale={isStale} />)}
        </span>
      )),
    },
    { id: "seating", label: words.title, cell: (row) => <Seating row={row} onSet={() => actions.set(row)} /> },
    { id: "waiting", label: words.waiting, onPhone: "plain", cell: (row) => <Places row={row} /> },
    { id: "own", label: words.own, onPhone: "plain", cell: (row) => <Own row={row} actions={actions} /> },
  ];
}

function Seating({ row: { chargePointId, secondSeating, seatHoldMinutes }, onSet }: { readonly row: QueueStation; readonly onSet: () => void }) {
  const { queue: words } = texts;
  const said = secondSeating ? words.on(seatHoldMinutes) : words.off;
  if (!session.may("CHANGE_STATION")) return <span className={secondSeating ? undefined : "unit"}>{said}</span>;
  return <button type="button" className="link" aria-label={`${words.settingsOf(chargePointId)}, ${said}`} onClick={onSet}>{said}</button>;
}

function Places({ row: { queue, secondSeating } }: { readonly row: QueueStation }) {
  const { queue: words } = texts;
  if (queue.length === 0) return <span className="unit">{secondSeating ? words.nobody : "–"}</span>;
  return (
    <ol className="plain-list queue">
      {queue.map(({ position, status, joinedAt, heldUntil, isOwn, user }) => (
        <li key={position}>
          <span>{position}. <b>{isOwn ? words.you : personOf(user) ?? words.somebody}</b></span>
          {status === "HELD"
            ? <Badge shape="reserved">{words.heldUntil} <Time at={heldUntil} form="clock" /></Badge>
            : <span className="unit">{words.since} <Time at={joinedAt} /></span>}
        </li>
      ))}
    </ol>
  );
}

/** Where the reader may not wait now, it says why. */
function Own({ row, actions }: { readonly row: QueueStation; readonly actions: QueueActions }) {
  const { queue: words } = texts;
  const { queue, connectors, secondSeating, isActive, chargePointId } = row;
  const own = ownPlace(row);
  if (own) {
    return <Button className="small" icon="leave" aria-label={words.leaveAt(chargePointId)} onClick={() => actions.leave(row)}>{words.leave}</Button>;
  }
  if (!secondSeating || !isActive) return <span className="unit">{words.noQueue}</span>;
  const free = connectors.filter(({ status, isStale }) => status === "AVAILABLE" && !isStale).length;
  if (free > queue.length) return <span className="unit">{words.free}</span>;
  if (queue.length >= mostPlaces) return <span className="unit">{words.full}</span>;
  return <Button className="small" icon="plus" aria-label={words.joinAt(chargePointId)} onClick={() => actions.join(row)}>{words.join}</Button>;
}

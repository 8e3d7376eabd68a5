import type { QueueStation, StationQueue } from "documents/reservations/queue";
import { session } from "../api/session";
import { Button, IconButton } from "../components/Button";
import { Countdown } from "../components/Countdown";
import { Badge, StatusBadge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { Link } from "../router/Link";
import { mayAt } from "../stations/borrowed";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { personOf } from "./reservationColumns";

/** The server's limit of places at one station. */
export const mostPlaces = 20;

export function ownPlace({ queue }: Pick<StationQueue, "queue">) {
  return queue.find(({ isOwn }) => isOwn);
}

export type Place = StationQueue["queue"][number];

export function nameOfPlace({ isOwn, user }: Place): string {
  return isOwn ? texts.queue.you : personOf(user) ?? texts.queue.somebody;
}

interface QueueActions {
  readonly join: (row: QueueStation) => void;
  readonly choose: (row: QueueStation) => void;
  readonly takeOut: (row: QueueStation, place: Place) => void;
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
    { id: "waiting", label: words.waiting, onPhone: "plain", cell: (row) => <Places row={row} actions={actions} /> },
    { id: "own", label: words.own, onPhone: "plain", cell: (row) => <Own row={row} actions={actions} /> },
  ];
}

function Seating({ row: { chargePointId, secondSeating, seatHoldMinutes }, onSet }: { readonly row: QueueStation; readonly onSet: () => void }) {
  const { queue: words } = texts;
  const said = secondSeating ? words.on(seatHoldMinutes) : words.off;
  if (!session.may("CHANGE_STATION")) return <span className={secondSeating ? undefined : "unit"}>{said}</span>;
  return <button type="button" className="link" aria-label={`${words.settingsOf(chargePointId)}, ${said}`} onClick={onSet}>{said}</button>;
}

function Places({ row, actions }: { readonly row: QueueStation; readonly actions: QueueActions }) {
  const { queue: words } = texts;
  const { queue, secondSeating, chargePointId } = row;
  if (queue.length === 0) return <span className="unit">{secondSeating ? words.nobody : "–"}</span>;
  return (
    <ol className="plain-list queue">
      {queue.map((place) => (
        <li key={place.position}>
          <span>{place.position}. <b>{nameOfPlace(place)}</b></span>
          {place.status === "HELD"
            ? <Badge shape="reserved">{words.heldUntil} <Time at={place.heldUntil} form="clock" /> <Countdown to={place.heldUntil} /></Badge>
            : <span className="unit">{words.since} <Time at={place.joinedAt} /></span>}
          <Seat place={place} />
          {!place.isOwn && place.user && mayAt(row, "OPERATE_STATION") && (
            <IconButton icon="leave" label={words.takeOut(nameOfPlace(place), chargePointId)} onClick={() => actions.takeOut(row, place)} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** Which connector it is about, and where that is held. */
function Seat({ place: { status, connectorNumber, heldConnectorNumber, chargerHold } }: { readonly place: Place }) {
  const { queue: words } = texts;
  const number = status === "HELD" ? heldConnectorNumber : connectorNumber;
  const said = [number !== null && words.connector(number), chargerHold && words.holds[chargerHold]].filter(Boolean).join(", ");
  return said === "" ? null : <span className="unit">{said}</span>;
}

function Own({ row, actions }: { readonly row: QueueStation; readonly actions: QueueActions }) {
  const { queue: words } = texts;
  const { queue, connectors, secondSeating, isActive, chargePointId } = row;
  const hasPlace = ownPlace(row) !== undefined;
  const isOpen = secondSeating && isActive && queue.length < mostPlaces;
  const hasChoice = connectors.length > 1 || connectors.some(({ status }) => status !== "AVAILABLE");
  const mayChoose = isOpen && (mayAt(row, "OPERATE_STATION") || (!hasPlace && hasChoice));
  return (
    <span className="queue-own">
      {hasPlace
        ? <Button className="small" icon="leave" aria-label={words.leaveAt(chargePointId)} onClick={() => actions.leave(row)}>{words.leave}</Button>
        : <Joining row={row} actions={actions} />}
      {mayChoose && (
        <Button className="small" aria-label={words.chooseAt(chargePointId)} onClick={() => actions.choose(row)}>{words.choose}</Button>
      )}
    </span>
  );
}

/** Where the reader may not wait now, it says why. */
function Joining({ row, actions }: { readonly row: QueueStation; readonly actions: QueueActions }) {
  const { queue: words } = texts;
  const { queue, connectors, secondSeating, isActive, chargePointId } = row;
  if (!secondSeating || !isActive) return <span className="unit">{words.noQueue}</span>;
  const held = queue.map(({ heldConnectorNumber }) => heldConnectorNumber);
  const free = connectors.filter(({ status, isStale, number }) => status === "AVAILABLE" && !isStale && !held.includes(number)).length;
  if (free > queue.filter(({ status }) => status === "WAITING").length) return <span className="unit">{words.free}</span>;
  if (queue.length >= mostPlaces) return <span className="unit">{words.full}</span>;
  return <Button className="small" icon="plus" aria-label={words.joinAt(chargePointId)} onClick={() => actions.join(row)}>{words.join}</Button>;
}

import { StationQueueing, type QueueStation } from "documents/reservations/queue";
import { Reservations } from "documents/reservations/reservations";
import { useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { Note } from "../components/Note";
import { clock } from "../format/time";
import { texts } from "../texts/texts";
import { mostPlaces, ownPlace } from "./queueColumns";

interface OccupiedNoteProps {
  readonly station: string;
  readonly connector: number;
  readonly onQueue: (station: QueueStation) => void;
}

/** Where a connector cannot be kept free since it is in use: the queue instead, where there is one, and until when where that is known. */
export function OccupiedNote({ station: id, connector, onQueue }: OccupiedNoteProps) {
  const { queue: words } = texts;
  const station = useQuery(StationQueueing, { id }).data?.station;
  const { data } = useQuery(Reservations, { filter: { stationIds: [id], status: "ACTIVE" }, first: 20 });
  if (!station?.secondSeating || !station.isActive || ownPlace(station) || station.queue.length >= mostPlaces) return null;
  const ends = data?.reservations.nodes.filter(({ connectorNumber }) => connectorNumber === connector).map(({ expiresAt }) => Date.parse(expiresAt)) ?? [];
  const until = ends.length > 0 ? Math.min(...ends) : undefined;
  return (
    <Note kind="info">
      <span>{until === undefined ? words.busy : words.busyUntil(clock(new Date(until)))}</span>
      <span><Button className="small" icon="plus" onClick={() => onQueue(station)}>{words.joinAt(station.chargePointId)}</Button></span>
    </Note>
  );
}

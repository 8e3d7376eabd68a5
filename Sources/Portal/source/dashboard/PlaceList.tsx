import type { PlaceToCharge } from "documents/dashboard/own";
import { Button } from "../components/Button";
import { LiveValue } from "../components/LiveValue";
import { PresenceBadge, StatusBadge } from "../components/StatusBadge";
import { Link } from "../router/Link";
import { isFree, mayStartAt, SharedLabel } from "../stations/borrowed";
import { texts } from "../texts/texts";

interface PlaceListProps {
  readonly places: readonly PlaceToCharge[];
  /** Undefined for those who have nothing to charge with. */
  readonly onStart: ((place: PlaceToCharge, connector: string | undefined) => void) | undefined;
}

/** Stations to charge at: what is free there, and the way to begin. */
export function PlaceList({ places, onStart }: PlaceListProps) {
  return <ul className="places">{places.map((place) => <Place key={place.id} place={place} onStart={onStart} />)}</ul>;
}

function Place({ place, onStart }: { readonly place: PlaceToCharge } & Pick<PlaceListProps, "onStart">) {
  const free = place.connectors.filter(isFree);
  const mayStart = onStart && place.presence === "ONLINE" && place.isActive && free.length > 0 && mayStartAt(place);
  return (
    <li>
      <span className="place-words">
        <span><Link className="id" href={`/stations/${encodeURIComponent(place.chargePointId)}`}>{place.chargePointId}</Link> <SharedLabel station={place} /></span>
        {place.description && <span className="under">{place.description}</span>}
      </span>
      <span className="place-states">
        {place.presence !== "ONLINE" && <PresenceBadge presence={place.presence} />}
        {place.connectors.map(({ id, number, status, isStale }) => (
          <LiveValue key={id} value={status}><span className="unit">{number}</span> <StatusBadge status={status} isStale={isStale} isBare /></LiveValue>
        ))}
      </span>
      {mayStart && (
        <Button kind="primary" icon="start" className="small" aria-label={texts.dashboard.own.startAt(place.chargePointId)}
          onClick={() => onStart(place, free.length === 1 ? String(free[0]?.number) : undefined)}>
          {texts.operations.actions.REMOTE_START}
        </Button>
      )}
    </li>
  );
}

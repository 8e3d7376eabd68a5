import { useEffect, useMemo, useRef } from "react";
import { ConnectorStates } from "documents/stations/station";
import type { ConnectorStatus } from "documents/schema";
import { useQuery } from "../api/hooks";
import { FaultNote } from "../components/PageState";
import { shapes, StatusBadge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { percent } from "../format/quantity";
import { texts } from "../texts/texts";

const days = 7;
const width = 1000;

interface State {
  readonly status: ConnectorStatus;
  readonly from: string;
  readonly until: string;
}

interface StateStripProps {
  readonly id: string;
  /** With another one there is more to tell. */
  readonly status: ConnectorStatus;
}

/** What a connector did in the last days: where it stood when, and how long in all. */
export function StateStrip({ id, status }: StateStripProps) {
  const { station } = texts;
  const from = useMemo(() => new Date(Date.now() - days * 24 * 60 * 60 * 1000), []);
  const { data, fault, refetch } = useQuery(ConnectorStates, { id, from: from.toISOString() });
  const drawn = useRef(status);
  useEffect(() => {
    if (drawn.current !== status) void refetch();
    drawn.current = status;
  }, [status, refetch]);
  const states = data?.node && "states" in data.node ? data.node.states : undefined;
  if (fault && !states) return <FaultNote fault={fault} onRetry={() => void refetch()} />;
  if (!states) return null;
  return (
    <figure className="state-strip" aria-label={station.history(days)}>
      <svg viewBox={`0 0 ${width} 24`} preserveAspectRatio="none" aria-hidden="true">
        {placesOf(states, from.getTime()).map(({ state, x, length }) => (
          <rect key={state.from} className={shapes[state.status]} x={x} width={length} y={0} height={24} />
        ))}
      </svg>
      <figcaption>
        <span><Time at={from.toISOString()} form="date" /> – {station.now}</span>
        {states.length === 0
          ? <p>{station.noHistory}</p>
          : (
            <ul>
              {sharesOf(states, from.getTime()).map(([each, share]) => (
                <li key={each}><StatusBadge status={each} isBare detail={share < 0.01 ? `< ${percent(0.01)}` : percent(share)} /></li>
              ))}
            </ul>
          )}
      </figcaption>
    </figure>
  );
}

function placesOf(states: readonly State[], start: number) {
  const span = lastOf(states, start) - start;
  return states.map((state) => {
    const x = (Date.parse(state.from) - start) / span * width;
    // A moment is seen as well.
    return { state, x, length: Math.max(1, (Date.parse(state.until) - start) / span * width - x) };
  });
}

/** Of the whole time, the longest first. */
function sharesOf(states: readonly State[], start: number): readonly (readonly [ConnectorStatus, number])[] {
  const span = lastOf(states, start) - start;
  const shares = new Map<ConnectorStatus, number>();
  for (const { status, from, until } of states) {
    shares.set(status, (shares.get(status) ?? 0) + (Date.parse(until) - Date.parse(from)) / span);
  }
  return [...shares].sort(([, one], [, other]) => other - one);
}

function lastOf(states: readonly State[], start: number): number {
  return Math.max(start + 1, ...states.slice(-1).map(({ until }) => Date.parse(until)));
}

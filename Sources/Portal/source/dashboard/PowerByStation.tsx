import { useMemo } from "react";
import { DrawingConnectors } from "documents/dashboard/dashboard";
import { useQuery } from "../api/hooks";
import { Card } from "../components/Card";
import { Figure, LiveValue } from "../components/LiveValue";
import { FaultNote } from "../components/PageState";
import { power } from "../format/quantity";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { useRefetchOn } from "./useSlowly";

const most = 11;

/** What each station draws now, the highest first, against the highest. */
export function PowerByStation({ beat }: { beat: number }) {
  const { dashboard: words } = texts;
  const query = useQuery(DrawingConnectors, {});
  useRefetchOn(beat, query.refetch);
  const list = useMemo(() => {
    const sums = new Map<string, number>();
    for (const { station, powerW, isStale } of query.data?.connectors.nodes ?? []) {
      if (!isStale && powerW) sums.set(station.chargePointId, (sums.get(station.chargePointId) ?? 0) + powerW);
    }
    return [...sums.entries()].sort((one, other) => other[1] - one[1]);
  }, [query.data]);
  const highest = list[0]?.[1] ?? 1;
  return (
    <Card
      title={words.powerByStation}
      footer={list.length > most && <Link href="/connectors?status=CHARGING">{words.moreStations(list.length - most)}</Link>}
    >
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {query.data && list.length === 0 && <p className="lead">{words.nothingDrawn}</p>}
      <ul className="power-bars">
        {list.slice(0, most).map(([name, watts]) => (
          <li key={name}>
            <Link className="ids" href={`/stations/${encodeURIComponent(name)}`}>{name}</Link>
            <span className="power-bar" aria-hidden="true"><i style={{ width: `${Math.max(1, (watts / highest) * 100)}%` }} /></span>
            <span className="number"><LiveValue value={watts}><Figure quantity={power(watts)} /></LiveValue></span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

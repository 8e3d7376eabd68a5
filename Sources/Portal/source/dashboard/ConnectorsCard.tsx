import { useState } from "react";
import type { ConnectorRow } from "documents/connectors/connectors";
import { DashboardConnectors, TroublesFirst, type DashboardData } from "documents/dashboard/dashboard";
import type { ConnectorStatus } from "documents/schema";
import { useQuery } from "../api/hooks";
import { Button, IconButton } from "../components/Button";
import { Card } from "../components/Card";
import { Dialog } from "../components/Dialog";
import { Figure, LiveValue } from "../components/LiveValue";
import { StatusBadge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { count, power } from "../format/quantity";
import { Link } from "../router/Link";
import { SearchFilter } from "../table/filters";
import { useTableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { useRefetchOn } from "./useSlowly";

const filters: readonly string[] = ["status"];

type Counts = DashboardData["dashboard"]["connectors"];

/** The troubles first. */
const order: readonly ConnectorStatus[] = [
  "FAULTED", "CHARGING", "SUSPENDED_EV", "SUSPENDED_EVSE", "PREPARING", "FINISHING", "RESERVED", "AVAILABLE", "UNAVAILABLE", "UNKNOWN",
];

/** Connectors by what they do: how many of each, and the first of those that are chosen. */
export function ConnectorsCard({ counts, beat }: { counts: Counts | undefined; beat: number }) {
  const { dashboard: words, stations } = texts;
  const state = useTableState({ filters, sort: "" });
  const [isExplaining, setExplaining] = useState(false);
  const chosen = order.find((each) => each === state.value("status"));
  const { text } = state;
  const rows = useRows(chosen, text, beat);
  const all = new URLSearchParams([...(text ? [["q", text]] : []), ...(chosen ? [["status", chosen]] : [])]).toString();
  const total = counts?.reduce((sum, each) => sum + each.count, 0) ?? 0;
  return (
    <Card
      title={stations.connectors} isFlush aside={<IconButton icon="info" label={words.explain} onClick={() => setExplaining(true)} />}
      footer={<Link href={all ? `/connectors?${all}` : "/connectors"}>{words.allConnectors(total)}</Link>}
    >
      <div className="table-tools"><SearchFilter state={state} label={texts.connectors.find} /></div>
      <div className="chips" role="group" aria-label={words.byStatus}>
        {order.map((status) => {
          const found = counts?.find((each) => each.status === status);
          if (!found || (found.count === 0 && status !== chosen)) return null;
          return (
            <button key={status} type="button" className="chip" aria-pressed={status === chosen}
              onClick={() => state.filter({ status: status === chosen ? undefined : status }, "replace")}>
              <StatusBadge status={status} isBare /> <b className="figures">{count(found.count)}</b>
            </button>
          );
        })}
      </div>
      <table className="data">
        <thead>
          <tr>
            <th scope="col">{texts.station.connector}</th><th scope="col">{texts.sessions.status}</th>
            <th scope="col" className="number">{texts.station.power}</th><th scope="col" className="number">{texts.station.since}</th>
          </tr>
        </thead>
        <tbody>
          {rows?.map((row) => (
            <tr key={row.id}>
              <th scope="row"><Link className="id" href={`/stations/${encodeURIComponent(row.station.chargePointId)}`}>{row.station.chargePointId}</Link> · {row.number}</th>
              <td><LiveValue value={`${row.status} ${String(row.isStale)}`}><StatusBadge status={row.status} isStale={row.isStale} /></LiveValue></td>
              <td className="number"><Figure quantity={row.powerW === null || row.isStale ? undefined : power(row.powerW)} /></td>
              <td className="number"><Time at={row.statusChangedAt} /></td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows?.length === 0 && <p className="panel-empty lead">{texts.connectors.none}</p>}
      {isExplaining && <Explanation onClose={() => setExplaining(false)} />}
    </Card>
  );
}

/** Of one state, of what is looked for, or of all the troubles first. Undefined while they are not known. */
function useRows(chosen: ConnectorStatus | undefined, text: string, beat: number): readonly ConnectorRow[] | undefined {
  const { data: troubles, refetch } = useQuery(TroublesFirst, {});
  const isChosen = chosen !== undefined || text !== "";
  const status = [chosen ?? "FAULTED"] as const;
  const some = useQuery(DashboardConnectors, { filter: { ...((chosen || !isChosen) && { status }), ...(text && { text }) }, first: 8 });
  useRefetchOn(beat, isChosen ? some.refetch : refetch);
  if (isChosen) return some.isOld ? undefined : some.data?.connectors.nodes;
  if (!troubles) return undefined;
  const all = [...troubles.faulted.nodes, ...troubles.busy.nodes, ...troubles.idle.nodes];
  return all.sort((one, other) => order.indexOf(one.status) - order.indexOf(other.status)).slice(0, 8);
}

function Explanation({ onClose }: { onClose: () => void }) {
  const { dashboard: words } = texts;
  return (
    <Dialog title={words.explain} onClose={onClose} footer={<Button onClick={onClose}>{texts.close}</Button>}>
      <dl className="explanations">
        {order.filter((status) => status !== "UNKNOWN").map((status) => (
          <div key={status}><dt><StatusBadge status={status} /></dt><dd>{words.explanations[status as keyof typeof words.explanations]}</dd></div>
        ))}
      </dl>
    </Dialog>
  );
}

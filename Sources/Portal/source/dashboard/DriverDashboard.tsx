import { useMemo, useState } from "react";
import { OwnCharging, type OwnChargingData, type PlaceToCharge } from "documents/dashboard/own";
import type { OperationKind } from "documents/schema";
import { SessionRowChanged } from "documents/sessions/sessions";
import { ConnectorStateChanged, StationRowChanged } from "documents/stations/stations";
import { useQuery, useSubscription, useViewer } from "../api/hooks";
import { Card } from "../components/Card";
import { Figure } from "../components/LiveValue";
import { Note } from "../components/Note";
import { PageHead } from "../components/PageHead";
import { Empty, FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { energy } from "../format/quantity";
import type { Typed } from "../operations/fields";
import { OperationDialog } from "../operations/OperationDialog";
import { Link } from "../router/Link";
import { Costs } from "../sessions/sessionColumns";
import { RunningSession } from "../sessions/RunningSession";
import { useOwnTags } from "../tags/useOwnTags";
import { texts } from "../texts/texts";
import { PlaceList } from "./PlaceList";
import { useSlowly } from "./useSlowly";

interface Asked {
  readonly kind: OperationKind;
  readonly station: { readonly id: string; readonly chargePointId: string; readonly presence: string };
  readonly preset?: Typed;
}

/** For somebody who charges and does nothing else: what runs, where to go on, and what was. */
export default function DriverDashboard() {
  const { own } = texts.dashboard;
  const query = useQuery(OwnCharging, {});
  const { data } = query;
  const tags = useOwnTags();
  const [asked, setAsked] = useState<Asked>();
  const again = useSlowly(query.refetch, 1000);
  const used = useMemo(() => mostUsed(data?.recent.nodes ?? []), [data]);
  const lent = useMemo(() => data?.lent.nodes.filter(({ id }) => !used.some((each) => each.id === id)) ?? [], [data, used]);
  const stationIds = useMemo(() => [...used, ...lent].map(({ id }) => id), [used, lent]);
  const shown = stationIds.length > 0 ? { stationIds } : undefined;
  useSubscription(SessionRowChanged, {}, again);
  useSubscription(ConnectorStateChanged, shown);
  useSubscription(StationRowChanged, shown);
  const start = (station: PlaceToCharge, connector: string | undefined) => setAsked({
    kind: "REMOTE_START", station,
    preset: { ...(connector !== undefined && { connector }), ...(tags?.length === 1 && tags[0] && { idTag: tags[0].idTag }) },
  });
  const onStart = tags && tags.length > 0 ? start : undefined;
  const running = data?.running.nodes.filter(({ status }) => status === "ACTIVE") ?? [];
  return (
    <>
      <PageHead title={texts.navigation.dashboard} isLive />
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {tags?.length === 0 && <NoTag />}
      {running.map((row) => (
        <RunningSession key={row.id} row={row} ask={(kind, preset) => setAsked({ kind, station: row.station, ...(preset && { preset }) })} />
      ))}
      {!data && !query.fault && <div className="page-loading" aria-busy="true" />}
      {data && (
        <div className="grid">
          <div className="span-7 stack">
            <Card title={own.stations} isFlush footer={<Link href="/stations">{own.allStations}</Link>}>
              <PlaceList places={used} onStart={onStart} />
              {used.length === 0 && <Empty title={own.noStations} body={own.noStationsBody} />}
            </Card>
            {lent.length > 0 && <Card title={own.lent} isFlush><PlaceList places={lent} onStart={onStart} /></Card>}
          </div>
          <div className="span-5 stack"><LastSessions recent={data.recent} /></div>
        </div>
      )}
      {asked && <OperationDialog kind={asked.kind} stations={[asked.station]} {...(asked.preset && { preset: asked.preset })} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function NoTag() {
  const { own } = texts.dashboard;
  return (
    <Note kind="info">
      <span><b>{own.noTag}</b> {own.noTagBody(useViewer().organization.name)} <Link href="/requests?new=1">{texts.requests.make}</Link></span>
    </Note>
  );
}

type Recent = OwnChargingData["recent"];

function LastSessions({ recent }: { readonly recent: Recent }) {
  const { dashboard: { own }, sessions } = texts;
  const over = recent.nodes.filter(({ status }) => status !== "ACTIVE").slice(0, 5);
  return (
    <Card title={own.lastSessions} isFlush footer={recent.totalCount > 0 && <Link href="/sessions">{own.allSessions(recent.totalCount)}</Link>}>
      {over.length === 0 && <Empty title={sessions.none} body={own.noSessionsBody} />}
      <ul className="places">
        {over.map(({ id, startedAt, station, energyWh, costs }) => (
          <li key={id}>
            <span className="place-words">
              <Link href={`/sessions/${encodeURIComponent(id)}`}><Time at={startedAt} /></Link><span className="under">{station.chargePointId}</span>
            </span>
            <span className="number"><b><Figure quantity={energy(energyWh)} /></b>{costs && <span className="under"><Costs costs={costs} /></span>}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Where somebody charged most of late; the last first where it was as often. */
function mostUsed(sessions: Recent["nodes"]): readonly PlaceToCharge[] {
  const counts = new Map<string, { readonly station: PlaceToCharge; readonly times: number }>();
  for (const { station } of sessions) {
    if (station.removedAt === null) counts.set(station.id, { station, times: (counts.get(station.id)?.times ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.times - one.times).slice(0, 5).map(({ station }) => station);
}

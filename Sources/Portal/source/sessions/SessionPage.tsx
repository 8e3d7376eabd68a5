import { useState, type ReactNode } from "react";
import { SessionDetailChanged, SessionPage as SessionQuery, type SessionDetail } from "documents/sessions/sessions";
import { ConnectorStateChanged } from "documents/stations/stations";
import { useQuery, useSubscription } from "../api/hooks";
import { Button } from "../components/Button";
import { Facts, Card } from "../components/Card";
import { Figure, LiveValue } from "../components/LiveValue";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { Time } from "../components/Time";
import { duration, energy, power, register } from "../format/quantity";
import { LogbookCard } from "../logbook/LogbookCard";
import { OperationDialog } from "../operations/OperationDialog";
import { RequestLink } from "../requests/RequestLink";
import { Link } from "../router/Link";
import type { PageProps } from "../router/routes";
import { Words } from "../stations/stationColumns";
import { requestAbout } from "../stations/ways";
import { texts } from "../texts/texts";
import { CostsCard } from "./CostsCard";
import { mayStop } from "./mayStop";
import { NoteCard } from "./NoteCard";
import { SessionCharts } from "./SessionCharts";
import { Costs, Duration, SessionState } from "./sessionColumns";
import { SessionErrors } from "./SessionErrors";
import { SessionLedger } from "./SessionLedger";
import { SessionValues } from "./SessionValues";
import { location, profile } from "./wideColumns";

export default function SessionPage({ values }: PageProps) {
  const id = values["id"] ?? "";
  const query = useQuery(SessionQuery, { id });
  const found = query.data?.session;
  useSubscription(SessionDetailChanged, found && found.status !== "COMPLETED" ? { sessionId: id } : undefined);
  // While it runs, its state is what its connector does.
  useSubscription(ConnectorStateChanged, found?.status === "ACTIVE" ? { stationIds: [found.station.id] } : undefined);
  if (found === null || query.fault?.code === "BAD_USER_INPUT") return <PageNotFound />;
  if (!found) {
    return (
      <>
        <PageHead title={texts.sessions.one} crumbs={[{ text: texts.navigation.sessions, href: "/sessions" }]} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return <Loaded row={found} />;
}

function Loaded({ row }: { row: SessionDetail }) {
  const { sessions } = texts;
  const [isStopping, setStopping] = useState(false);
  const isActive = row.status === "ACTIVE";
  const drawn = isActive && !row.connector.isStale ? row.connector.powerW : null;
  return (
    <>
      <PageHead
        title={sessions.named(row.transactionId)} isLive={isActive} beside={<SessionState row={row} />}
        crumbs={[{ text: texts.navigation.sessions, href: "/sessions" }, { text: row.transactionId }]}
        lead={<><Link href={`/stations/${encodeURIComponent(row.station.chargePointId)}`}>{row.station.chargePointId}</Link> · {row.connector.number}</>}
        actions={
          <>
            <RequestLink href={requestAbout(row.station, row.id)} />
            {isActive && mayStop(row) && (
              <Button kind="danger" icon="halt" onClick={() => setStopping(true)}>{texts.operations.actions.REMOTE_STOP}</Button>
            )}
          </>
        }
      />
      <section className="figures-strip" aria-label={sessions.figures}>
        <KeyFigure name={sessions.energy}><LiveValue value={row.energyWh}><Figure quantity={energy(row.energyWh)} /></LiveValue></KeyFigure>
        {drawn !== null && <KeyFigure name={sessions.powerNow}><LiveValue value={drawn}><Figure quantity={power(drawn)} /></LiveValue></KeyFigure>}
        <KeyFigure name={sessions.pluggedInFor}><Duration row={row} /></KeyFigure>
        <KeyFigure name={sessions.charging}><Figure quantity={duration(row.chargingSeconds)} /></KeyFigure>
        <KeyFigure name={sessions.maximum}><Figure quantity={row.maximumPowerW === null ? undefined : power(row.maximumPowerW)} /></KeyFigure>
        {row.costs && <KeyFigure name={row.costs.isFinal ? sessions.costs : sessions.costsSoFar}><Costs costs={row.costs} /></KeyFigure>}
      </section>
      <div className="grid">
        <div className="span-8 stack">
          <SessionCharts row={row} />
          <SessionErrors row={row} />
          <SessionLedger row={row} />
          <SessionValues row={row} />
        </div>
        <div className="span-4 stack">
          <Details row={row} />
          {row.costs && <CostsCard costs={row.costs} />}
          {row.logbookStatus !== "NOT_NEEDED" && <LogbookCard row={row} />}
          {!row.station.isShared && <NoteCard row={row} />}
        </div>
      </div>
      {isStopping && (
        <OperationDialog kind="REMOTE_STOP" stations={[row.station]} preset={{ sessionId: row.id }} onClose={() => setStopping(false)} />
      )}
    </>
  );
}

function KeyFigure({ name, children }: { name: string; children: ReactNode }) {
  return <dl className="key-figure"><dt>{name}</dt><dd>{children}</dd></dl>;
}

function Details({ row }: { row: SessionDetail }) {
  const { sessions } = texts;
  const person = [row.tag?.user?.firstName, row.tag?.user?.lastName].filter(Boolean).join(" ");
  const wh = (value: number | null) => value !== null && <Figure quantity={register(value)} />;
  return (
    <Card title={sessions.details}>
      <Facts facts={[
        [sessions.person, person], [sessions.alias, row.tag?.alias], [sessions.tag, <Words key="tag" text={row.idTag} />],
        [sessions.tagType, row.tag && texts.users.tagTypes[row.tag.type]],
        [texts.station.customerNumber, row.customerNumber], [texts.station.referenceNumber, row.referenceNumber],
        [sessions.place, row.station.description], [texts.stations.address, location(row)], [sessions.profile, profile(row)],
        [sessions.start, <Time key="start" at={row.startedAt} form="moment" />],
        [sessions.chargingEnded, row.chargingEndedAt && <Time at={row.chargingEndedAt} />],
        [sessions.stop, row.stoppedAt ? <Time at={row.stoppedAt} /> : null],
        [sessions.pluggedOut, row.pluggedOutAt && <Time at={row.pluggedOutAt} />],
        [sessions.reason, row.stopReason && <Words text={row.stopReason} />],
        [sessions.meterStart, wh(row.meterStartWh)], [sessions.meterBaseline, wh(row.meterBaselineWh)], [sessions.meterStop, wh(row.meterStopWh)],
        [sessions.reservation, row.reservation && String(row.reservation.reservationId)],
      ]} />
    </Card>
  );
}

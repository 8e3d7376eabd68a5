import type { ReactNode } from "react";
import { StationHappenings, type StationDetail, type StationHappeningsData } from "documents/stations/station";
import { OperationChanged } from "documents/operations/operations";
import { SessionRowChanged } from "documents/sessions/sessions";
import { useQuery, useSubscription } from "../api/hooks";
import { Card } from "../components/Card";
import { Line, type Stop, type StopState } from "../components/Line";
import { ChargerText } from "../components/ChargerText";
import { Time } from "../components/Time";
import { FaultNote } from "../components/PageState";
import { hasWorked, isOver } from "../operations/stops";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { messagesOf } from "./ways";

interface Fact {
  readonly key: string;
  readonly at: string;
  readonly state: StopState;
  readonly title: ReactNode;
  readonly detail?: ReactNode;
}

const most = 20;

/** What happened at a station lately, newest first: sessions, what was asked of it, and what it told of itself. */
export function Happenings({ station }: { station: StationDetail }) {
  const query = useQuery(StationHappenings, { id: station.id, stationIds: [station.id] });
  useSubscription(SessionRowChanged, { stationIds: [station.id] }, ({ sessionChanged }) => {
    if (!query.data?.sessions.nodes.some(({ id }) => id === sessionChanged.id)) void query.refetch();
  });
  useSubscription(OperationChanged, {}, ({ operationChanged }) => {
    const isOurs = operationChanged.station.id === station.id;
    if (isOurs && !query.data?.operations.nodes.some(({ id }) => id === operationChanged.id)) void query.refetch();
  });
  const facts = query.data ? factsOf(query.data, station).slice(0, most) : [];
  const messages = messagesOf(station);
  return (
    <Card title={texts.station.happened} footer={messages && <Link href={messages}>{texts.upkeep.messages}</Link>}>
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {query.data && facts.length === 0 && <p className="lead">{texts.station.nothingHappened}</p>}
      <Line label={texts.station.happened} stops={facts.map(({ at, ...rest }): Stop => ({ ...rest, time: <Time at={at} /> }))} />
    </Card>
  );
}

type Data = StationHappeningsData;

function factsOf({ station: told, operations, sessions }: Data, station: StationDetail): Fact[] {
  const { station: words } = texts;
  const facts: Fact[] = [];
  for (const { id, kind, name, detail, reportedAt } of told?.events.nodes ?? []) {
    facts.push({
      key: id, at: reportedAt, state: /fail|invalid|rejected/i.test(name) ? "trouble" : "done",
      title: <>{words.events[kind]} <ChargerText text={name} /></>, ...(detail && { detail: <ChargerText text={detail} /> }),
    });
  }
  for (const operation of operations.nodes) {
    const state = !isOver(operation) ? "now" : hasWorked(operation) ? "done" : "trouble";
    const by = [operation.requestedBy?.firstName, operation.requestedBy?.lastName].filter(Boolean).join(" ") || operation.requestedBy?.email;
    facts.push({
      key: operation.id, at: operation.requestedAt, state,
      title: <Link href={`/operations/${encodeURIComponent(operation.id)}`}>{texts.operations.kinds[operation.kind]}</Link>,
      detail: `${texts.operations.statuses[operation.status]} · ${by ?? texts.operations.byServer}`,
    });
  }
  for (const session of sessions.nodes) {
    const link = <Link href={`/sessions/${encodeURIComponent(session.id)}`}>{words.sessionStarted(session.transactionId)}</Link>;
    facts.push({ key: `${session.id} start`, at: session.startedAt, state: session.authorization === "ACCEPTED" ? "done" : "trouble", title: link, detail: session.idTag });
    if (session.stoppedAt) facts.push({ key: `${session.id} stop`, at: session.stoppedAt, state: "done", title: words.sessionEnded(session.transactionId) });
  }
  if (station.bootedAt) facts.push({ key: "boot", at: station.bootedAt, state: "done", title: words.booted, ...(station.firmwareVersion && { detail: <ChargerText text={station.firmwareVersion} /> }) });
  return facts.sort((one, other) => other.at.localeCompare(one.at));
}

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import {
  Sessions, SessionRowChanged, SessionSums, SessionsWide, type SessionRow, type SessionRowChangedData, type SessionsData, type SessionsVariables,
  type SessionSumsData,
} from "documents/sessions/sessions";
import type { SessionFilter, SessionOrder } from "documents/schema";
import type { Document } from "../api/document";
import { useQuery, useSubscription, useViewer } from "../api/hooks";
import type { MenuItem } from "../components/Menu";
import { Figure } from "../components/LiveValue";
import { count, duration, energy, money } from "../format/quantity";
import { SessionEntryDialog } from "../logbook/EntryDialogs";
import { mayEnter } from "../logbook/entry";
import { OperationDialog } from "../operations/OperationDialog";
import { StationFilter } from "../pickers/StationFilter";
import { mayAt } from "../stations/borrowed";
import { waysFrom } from "../stations/ways";
import { savedLayout } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { ChoiceFilter, PeriodFilter, startOf, TextFilter } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { mayStop } from "./mayStop";
import { NumberFilter } from "./NumberFilter";
import { sessionColumns } from "./sessionColumns";
import { isWide } from "./wideColumns";

export const sessionFilters = ["station", "status", "logbook", "tag", "session", "from", "to"];

/** Sessions that match the address, live; of one station alone where that is given. */
export function SessionTable({ stationId }: { readonly stationId?: string }) {
  const state = useTableState({ filters: sessionFilters, sort: "-started" });
  const filter = useMemo(() => sessionFilter(state, stationId), [state, stationId]);
  const viewer = useViewer();
  const columns = useMemo(() => sessionColumns().filter(({ id }) => !stationId || id !== "place"), [language, stationId]);
  const document: Document<SessionsData, SessionsVariables> = isWide(savedLayout("sessions", columns).shown) ? SessionsWide : Sessions;
  const query = useQuery(document, {
    filter, orderBy: orderOf(state), first: state.first, after: state.after,
  });
  const sums = useQuery(SessionSums, { filter });
  const list = query.data?.sessions;
  const news = useNews(state, list?.nodes);
  const [toStop, setToStop] = useState<SessionRow>();
  const [toEnter, setToEnter] = useState<SessionRow>();
  const [toStart, setToStart] = useState<SessionRow>();
  const rowMenu = useMemo(() => (row: SessionRow) => menuOf(row, setToStart, setToStop, mayEnter(viewer) ? setToEnter : undefined), [viewer]);
  useSubscription(SessionRowChanged, { stationIds: filter.stationIds }, news.hear);
  const show = () => {
    news.clear();
    if (state.page > 1) state.goTo(1, undefined);
    else void query.refetch();
    void sums.refetch();
  };
  return (
    <>
      <DataTable
        name="sessions" label={texts.sessions.title} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && {
          rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor,
        }}
        filters={<SessionFilters state={state} isOfOneStation={stationId !== undefined} />} rowMenu={rowMenu}
        summary={<Sums sums={sums.data?.sessionTotals} />}
        news={news.count > 0 && (
          <button type="button" className="news" onClick={show}>{texts.sessions.news(news.count)}</button>
        )}
        empty={{ title: texts.sessions.none, body: texts.sessions.noneBody }}
      />
      {toEnter && <SessionEntryDialog session={toEnter} stationId={toEnter.station.id} onClose={() => setToEnter(undefined)} />}
      {toStart && (
        <OperationDialog kind="REMOTE_START" stations={[toStart.station]}
          preset={{ connector: String(toStart.connector.number), idTag: toStart.idTag }} onClose={() => setToStart(undefined)} />
      )}
      {toStop && (
        <OperationDialog kind="REMOTE_STOP" stations={[toStop.station]} preset={{ sessionId: toStop.id }} onClose={() => setToStop(undefined)} />
      )}
    </>
  );
}

const orders: Readonly<Record<string, "STARTED_AT" | "ENERGY" | "DURATION">> = { energy: "ENERGY", duration: "DURATION" };

export function orderOf({ sort: { column, isDescending } }: TableState): SessionOrder {
  return `${orders[column] ?? "STARTED_AT"}${isDescending ? "_DESC" : ""}`;
}

const nameOf = (row: SessionRow) => row.transactionId;

function menuOf(row: SessionRow, start: (row: SessionRow) => void, stop: (row: SessionRow) => void, enter: ((row: SessionRow) => void) | undefined): readonly MenuItem[] {
  const { logbook, sessions, operations } = texts;
  const items: MenuItem[] = [
    { text: sessions.open, icon: "session", href: `/sessions/${encodeURIComponent(row.id)}` },
    { text: sessions.openStation, icon: "station", href: `/stations/${encodeURIComponent(row.station.chargePointId)}` },
    { text: sessions.ofStation, icon: "filter", href: `/sessions?station=${encodeURIComponent(row.station.id)}` },
    ...waysFrom(row.station, row.id),
  ];
  if (row.logbookStatus !== "NOT_NEEDED" && enter) {
    items.push({ text: row.logbookStatus === "MISSING" ? logbook.add : logbook.correct, icon: "vehicle", isApart: true, onChoose: () => enter(row) });
  }
  if (row.status === "ACTIVE") {
    if (mayStop(row)) items.push({ text: operations.actions.REMOTE_STOP, icon: "halt", isApart: true, onChoose: () => stop(row) });
  } else if (mayAt(row.station, "OPERATE_STATION")) {
    items.push({ text: operations.actions.REMOTE_START, icon: "start", isApart: true, onChoose: () => start(row) });
  }
  return items;
}

function SessionFilters({ state, isOfOneStation }: { state: TableState; isOfOneStation: boolean }) {
  const { logbook, sessionStatus, sessions } = texts;
  return (
    <>
      <PeriodFilter state={state} label={sessions.period} />
      {!isOfOneStation && <StationFilter state={state} />}
      <ChoiceFilter state={state} name="status" label={sessions.status} choices={[
        { value: "ACTIVE", text: sessionStatus.ACTIVE }, { value: "COMPLETED", text: sessionStatus.COMPLETED },
        { value: "ESTIMATED", text: sessionStatus.ESTIMATED },
      ]} />
      <ChoiceFilter state={state} name="logbook" label={logbook.title} choices={[
        { value: "MISSING", text: logbook.statuses.MISSING }, { value: "COMPLETE", text: logbook.statuses.COMPLETE },
      ]} />
      <TextFilter state={state} name="tag" label={sessions.tag} />
      {!isOfOneStation && <NumberFilter state={state} />}
    </>
  );
}

export function sessionFilter(state: TableState, stationId?: string): SessionFilter {
  const status = state.value("status");
  const station = stationId ?? state.value("station");
  const entry = state.value("logbook");
  const isStatus = status === "ACTIVE" || status === "COMPLETED" || status === "ESTIMATED";
  return {
    ...(station && { stationIds: [station] }), ...(state.value("tag") && { idTag: state.value("tag") }),
    ...(state.value("session") && { sessionId: state.value("session") }), ...(isStatus && { status }),
    ...((entry === "MISSING" || entry === "COMPLETE") && { logbook: entry }),
    ...(startOf(state.value("from")) && { from: startOf(state.value("from")) }),
    ...(startOf(state.value("to")) && { to: startOf(state.value("to")) }),
  };
}

function Sums({ sums }: { sums: SessionSumsData["sessionTotals"] | undefined }) {
  if (!sums) return <span className="unit">{texts.loading}</span>;
  return (
    <>
      <span>{texts.sessions.sumOf(count(sums.count))}</span>
      <b><Figure quantity={energy(sums.energyWh, true)} /></b>
      <span>{texts.sessions.pluggedIn} <b><Figure quantity={duration(sums.durationSeconds)} /></b></span>
      {sums.costs.length > 0 && (
        <span>{texts.sessions.allCosts} <b className="figures">{sums.costs.map((each) => money(each)).join(" · ")}</b></span>
      )}
    </>
  );
}

/** Sessions that began since the rows were asked for: counted, so that no row moves under the reader's hand. */
function useNews(state: TableState, rows: readonly SessionRow[] | undefined) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const known = useRef<ReadonlySet<string>>(new Set());
  const opened = useRef(Date.now());
  useEffect(() => {
    known.current = new Set(rows?.map(({ id }) => id));
    setIds((before) => (([...before].some((id) => known.current.has(id)))
      ? new Set([...before].filter((id) => !known.current.has(id))) : before));
  }, [rows]);
  const clear = useCallback(() => {
    opened.current = Date.now();
    setIds(new Set());
  }, []);
  useEffect(clear, [state.filterKey, clear]);
  const hear = ({ sessionChanged: { id, startedAt } }: SessionRowChangedData) => {
    const isNew = new Date(startedAt).getTime() > opened.current - 2000 && !known.current.has(id);
    if (isNew && orderOf(state) === "STARTED_AT_DESC") setIds((before) => (before.has(id) ? before : new Set([...before, id])));
  };
  return { count: ids.size, hear, clear };
}

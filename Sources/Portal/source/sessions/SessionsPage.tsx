import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Sessions, SessionRowChanged, SessionSums, type SessionRow, type SessionRowChangedData } from "documents/sessions/sessions";
import type { SessionFilter } from "documents/schema";
import { useQuery, useSubscription } from "../api/hooks";
import type { MenuItem } from "../components/Menu";
import { Figure } from "../components/LiveValue";
import { PageHead } from "../components/PageHead";
import { count, duration, energy } from "../format/quantity";
import { StationFilter } from "../pickers/StationFilter";
import { exportParameters } from "../stations/StationsPage";
import { DataTable } from "../table/DataTable";
import { ExportButton } from "../table/ExportButton";
import { ChoiceFilter, PeriodFilter, startOf, TextFilter } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { sessionColumns } from "./sessionColumns";

const filters = ["station", "status", "tag", "session", "from", "to"];

export default function SessionsPage() {
  const state = useTableState({ filters, sort: "-started" });
  const filter = useMemo(() => sessionFilter(state), [state]);
  const query = useQuery(Sessions, {
    filter, orderBy: state.sort.isDescending ? "STARTED_AT_DESC" : "STARTED_AT", first: state.first, after: state.after,
  });
  const sums = useQuery(SessionSums, { filter });
  const list = query.data?.sessions;
  const columns = useMemo(() => sessionColumns(), [language]);
  const news = useNews(state, list?.nodes);
  useSubscription(SessionRowChanged, { stationIds: filter.stationIds }, news.hear);
  const show = () => {
    news.clear();
    if (state.page > 1) state.goTo(1, undefined);
    else void query.refetch();
    void sums.refetch();
  };
  return (
    <>
      <PageHead
        title={texts.sessions.title} isLive lead={list ? texts.sessions.lead(list.totalCount) : undefined}
        actions={<ExportButton table="sessions" parameters={exportParameters(filter)} />}
      />
      <DataTable
        name="sessions" label={texts.sessions.title} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && {
          rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor,
        }}
        filters={<SessionFilters state={state} />} rowMenu={menuOf} summary={<Sums sums={sums.data?.sessionTotals} />}
        news={news.count > 0 && (
          <button type="button" className="news" onClick={show}>{texts.sessions.news(news.count)}</button>
        )}
        empty={{ title: texts.sessions.none, body: texts.sessions.noneBody }}
      />
    </>
  );
}

const nameOf = (row: SessionRow) => row.transactionId;

function menuOf(row: SessionRow): readonly MenuItem[] {
  return [
    { text: texts.sessions.openStation, icon: "station", href: `/stations/${encodeURIComponent(row.station.chargePointId)}` },
    { text: texts.sessions.ofStation, icon: "session", href: `/sessions?station=${encodeURIComponent(row.station.id)}` },
  ];
}

function SessionFilters({ state }: { state: TableState }) {
  const { sessionStatus, sessions } = texts;
  return (
    <>
      <PeriodFilter state={state} label={sessions.period} />
      <StationFilter state={state} />
      <ChoiceFilter state={state} name="status" label={sessions.status} choices={[
        { value: "ACTIVE", text: sessionStatus.ACTIVE }, { value: "COMPLETED", text: sessionStatus.COMPLETED },
        { value: "ESTIMATED", text: sessionStatus.ESTIMATED },
      ]} />
      <TextFilter state={state} name="tag" label={sessions.tag} />
    </>
  );
}

function sessionFilter(state: TableState): SessionFilter {
  const status = state.value("status");
  const station = state.value("station");
  const isStatus = status === "ACTIVE" || status === "COMPLETED" || status === "ESTIMATED";
  return {
    ...(station && { stationIds: [station] }), ...(state.value("tag") && { idTag: state.value("tag") }),
    ...(state.value("session") && { sessionId: state.value("session") }), ...(isStatus && { status }),
    ...(startOf(state.value("from")) && { from: startOf(state.value("from")) }),
    ...(startOf(state.value("to")) && { to: startOf(state.value("to")) }),
  };
}

function Sums({ sums }: { sums: { count: number; energyWh: number; durationSeconds: number } | undefined }) {
  if (!sums) return <span className="unit">{texts.loading}</span>;
  return (
    <>
      <span>{texts.sessions.sumOf(count(sums.count))}</span>
      <b><Figure quantity={energy(sums.energyWh, true)} /></b>
      <span>{texts.sessions.pluggedIn} <b><Figure quantity={duration(sums.durationSeconds)} /></b></span>
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
    if (isNew && state.sort.isDescending) setIds((before) => (before.has(id) ? before : new Set([...before, id])));
  };
  return { count: ids.size, hear, clear };
}

import { useMemo, type ReactNode } from "react";
import {
  CalendarDay, CalendarLanes, CalendarSessionChanged, ReservationRowChanged, type CalendarDayData, type CalendarLanesData,
} from "documents/reservations/reservations";
import { ConnectorStateChanged } from "documents/stations/stations";
import { useQuery, useSubscription, type Query } from "../api/hooks";
import { IconButton, Button } from "../components/Button";
import { Empty, FaultNote } from "../components/PageState";
import { useNow } from "../components/Time";
import { dates } from "../format/locale";
import { GroupFilter } from "../pickers/GroupFilter";
import { StationFilter } from "../pickers/StationFilter";
import { useParameters } from "../router/address";
import { mayReserveAt } from "../stations/borrowed";
import { Pager } from "../table/Pager";
import type { TableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { dayFilters, dayOf, dayText, neighbour, reservationBlocks, sessionBlocks, type Day } from "./calendar";
import { DayGrid, type Lane } from "./DayGrid";

interface DayCalendarProps {
  readonly state: TableState;
  readonly onOpen: (reservation: string) => void;
  readonly onReserve?: (at: { station: string; connector: number; until: string } | undefined) => void;
}

/** A day of connectors, one lane each. */
export function DayCalendar({ state, onOpen, onReserve }: DayCalendarProps) {
  const [parameters, set] = useParameters();
  const dayName = parameters.get("day");
  const now = useNow();
  const today = dayText(new Date(now));
  const day = useMemo(() => dayOf(dayName ?? today), [dayName, today]);
  const query = useLanes(state);
  const list = query.data?.connectors;
  const lanes = useBlocks(list?.nodes, day, now);
  const go = (next: string) => set({ day: next === today ? undefined : next });
  return (
    <section className="table-box" aria-label={texts.reservations.calendar}>
      <div className="table-tools calendar-tools">
        <DayTools day={day} onDay={go} today={today} />
        <div className="filters"><StationFilter state={state} /><GroupFilter state={state} /></div>
      </div>
      <Body query={query} fault={lanes.query.fault} onRetry={() => void lanes.query.refetch()}>
        {list && (list.nodes.length === 0
          ? <div className="table-state"><Empty title={state.hasFilters ? texts.table.noMatch : texts.reservations.noConnectors}
            body={state.hasFilters ? undefined : texts.reservations.noConnectorsBody}
            action={state.hasFilters && <Button onClick={state.clear}>{texts.table.clearFilters}</Button>} /></div>
          : <DayGrid day={day} now={now} lanes={lanes.lanes} onOpen={onOpen} onDay={(days) => go(neighbour(day, days))}
            isBusy={lanes.query.isOld || (!lanes.query.data && !lanes.query.fault)} {...(onReserve && { onReserve })} />)}
      </Body>
      <Legend mayReserve={onReserve !== undefined} />
      {list && <Pager state={state} page={{
        rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor,
      }} />}
    </section>
  );
}

function Body({ query, fault, onRetry, children }: {
  readonly query: Query<unknown>;
  readonly fault: Query<unknown>["fault"];
  readonly onRetry: () => void;
  readonly children: ReactNode;
}) {
  const failed = query.fault ?? fault;
  return (
    <>
      {failed && <div className="table-state"><FaultNote fault={failed} onRetry={() => (query.fault ? void query.refetch() : onRetry())} /></div>}
      {!query.data && !query.fault && (
        <div className="skeleton" role="status" aria-busy="true">
          <span className="visually-hidden">{texts.loading}</span>
          {Array.from({ length: 6 }, (_, row) => <div key={row} className="skeleton-row"><i /><i /><i /></div>)}
        </div>
      )}
      {children}
    </>
  );
}

function useLanes(state: TableState): Query<CalendarLanesData> {
  const station = state.value("station");
  const groups = state.values("g");
  const filter = { ...(station && { stationIds: [station] }), ...(groups.length > 0 && { groupIds: groups }) };
  return useQuery(CalendarLanes, { filter, first: state.first, after: state.after });
}

type Connectors = CalendarLanesData["connectors"]["nodes"];

function useBlocks(connectors: Connectors | undefined, day: Day, now: number) {
  const stationIds = useMemo(() => [...new Set(connectors?.map(({ station }) => station.id))].sort(), [connectors]);
  const query = useQuery(CalendarDay, dayFilters(day, stationIds));
  // Where there is no connector yet, the page is live all the same.
  const ids = stationIds.length > 0 ? { stationIds } : connectors && {};
  const { data } = query;
  const known = useMemo(() => new Set(
    data && [...data.requested.nodes, ...data.live.nodes, ...data.begun.nodes, ...data.running.nodes].map(({ id }) => id)), [data]);
  const hear = (id: string) => {
    if (!known.has(id)) void query.refetch();
  };
  useSubscription(ReservationRowChanged, ids, ({ reservationChanged }) => hear(reservationChanged.id));
  useSubscription(CalendarSessionChanged, ids, ({ sessionChanged }) => hear(sessionChanged.id));
  useSubscription(ConnectorStateChanged, ids);
  const lanes = useMemo(() => lanesOf(connectors ?? [], data, day, now), [connectors, data, day, now]);
  return { query, lanes };
}

function lanesOf(connectors: Connectors, data: CalendarDayData | undefined, day: Day, now: number): readonly Lane[] {
  const reservations = data ? [...data.requested.nodes, ...data.live.nodes] : [];
  const sessions = data ? [...data.begun.nodes, ...data.running.nodes] : [];
  const blocksOf = (station: string, number: number) => [
    ...reservationBlocks(reservations, { station, number }, day), ...sessionBlocks(sessions, { station, number }, day, now),
  ].sort((one, other) => one.from - other.from);
  const seen = new Set<string>();
  return connectors.flatMap((connector) => {
    const { station, number } = connector;
    const mayReserve = mayReserveAt(station);
    const lane: Lane = { key: connector.id, station, number, connector, blocks: blocksOf(station.id, number), mayReserve };
    if (seen.has(station.id)) return [lane];
    seen.add(station.id);
    const any = blocksOf(station.id, 0);
    return any.length > 0 ? [{ key: `${station.id} 0`, station, number: 0, connector: undefined, blocks: any, mayReserve }, lane] : [lane];
  });
}

function DayTools({ day, today, onDay }: { day: Day; today: string; onDay: (day: string) => void }) {
  const { reservations } = texts;
  const at = new Date(day.start);
  return (
    <div className="day-tools">
      <Button disabled={dayText(at) === today} onClick={() => onDay(today)}>{texts.table.spans.today}</Button>
      <IconButton icon="back" label={reservations.dayBefore} className="bordered" onClick={() => onDay(neighbour(day, -1))} />
      <IconButton icon="chevron" label={reservations.dayAfter} className="bordered" onClick={() => onDay(neighbour(day, 1))} />
      <input type="date" className="day-input" aria-label={reservations.day} value={dayText(at)}
        onChange={(event) => event.target.value !== "" && onDay(event.target.value)} />
      <b aria-live="polite">{dates({ weekday: "long", day: "numeric", month: "long", year: "numeric" }).format(at)}</b>
    </div>
  );
}

function Legend({ mayReserve }: { mayReserve: boolean }) {
  const { legend } = texts.reservations;
  return (
    <div className="calendar-legend">
      <span><i className="block reservation" />{legend.reservation}</span>
      <span><i className="block session" />{legend.session}</span>
      <span><i className="block gone" />{legend.gone}</span>
      <span className="calendar-keys">{mayReserve ? legend.keys : legend.keysWithoutNew}</span>
    </div>
  );
}

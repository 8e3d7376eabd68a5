import { useEffect, useMemo, useRef } from "react";
import { ReservationRowChanged, Reservations, type ReservationRow } from "documents/reservations/reservations";
import type { ReservationFilter, ReservationStatus } from "documents/schema";
import { useQuery, useSubscription } from "../api/hooks";
import { Button } from "../components/Button";
import { StationFilter } from "../pickers/StationFilter";
import { DataTable } from "../table/DataTable";
import { ChoiceFilter, PeriodFilter, startOf, TextFilter } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { useNews } from "../upkeep/useNews";
import { holderOf, reservationColumns } from "./reservationColumns";

const statuses: readonly ReservationStatus[] = ["REQUESTED", "ACTIVE", "USED", "EXPIRED", "CANCELLED", "REFUSED"];

interface ReservationListProps {
  readonly state: TableState;
  readonly onOpen: (id: string) => void;
  /** Absent where the reader reserves nothing. */
  readonly onMake?: (() => void) | undefined;
  /** How many the reader has made here: those are shown at once. */
  readonly made: number;
}

export function ReservationList({ state, onOpen, onMake, made }: ReservationListProps) {
  const filter = useMemo(() => reservationFilter(state), [state]);
  const query = useQuery(Reservations, { filter, first: state.first, after: state.after });
  const list = query.data?.reservations;
  const open = useRef(onOpen);
  open.current = onOpen;
  const columns = useMemo(() => reservationColumns((id) => open.current(id)), [language]);
  const news = useNews(list?.nodes, state.filterKey);
  useSubscription(ReservationRowChanged, { stationIds: filter.stationIds }, ({ reservationChanged: { id, requestedAt } }) =>
    news.hear(id, requestedAt));
  const show = () => {
    news.clear();
    if (state.page > 1) state.goTo(1, undefined);
    else void query.refetch();
  };
  const latest = useRef(show);
  latest.current = show;
  useEffect(() => {
    if (made > 0) latest.current();
  }, [made]);
  return (
    <DataTable
      name="reservations" label={texts.reservations.title} columns={columns} state={state} query={query} rowName={nameOf}
      page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
      filters={<Filters state={state} />}
      news={news.count > 0 && <button type="button" className="news" onClick={show}>{texts.reservations.news(news.count)}</button>}
      empty={{
        title: texts.reservations.none, body: texts.reservations.noneBody,
        action: onMake && <Button kind="primary" icon="plus" onClick={onMake}>{texts.reservations.make}</Button>,
      }}
    />
  );
}

const nameOf = (row: ReservationRow) => holderOf(row);

function Filters({ state }: { state: TableState }) {
  const { reservations } = texts;
  return (
    <>
      <PeriodFilter state={state} label={reservations.since} />
      <StationFilter state={state} />
      <ChoiceFilter state={state} name="status" label={texts.sessions.status}
        choices={statuses.map((value) => ({ value, text: reservations.status[value] }))} />
      <TextFilter state={state} name="tag" label={texts.sessions.tag} />
    </>
  );
}

function reservationFilter(state: TableState): ReservationFilter {
  const station = state.value("station");
  const status = statuses.find((each) => each === state.value("status"));
  const from = startOf(state.value("from"));
  const to = startOf(state.value("to"));
  return {
    ...(station && { stationIds: [station] }), ...(state.value("tag") && { idTag: state.value("tag") }),
    ...(status && { status }), ...(from && { from }), ...(to && { to }),
  };
}

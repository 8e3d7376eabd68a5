import { useEffect, useMemo, useState } from "react";
import {
  MarkNotificationsRead, NotificationAdded, Notifications, UnreadNotifications, type NotificationRow,
} from "documents/notifications/notifications";
import type { NotificationFilter } from "documents/schema";
import { useMutation, useQuery, useSubscription, type Query } from "../api/hooks";
import { Button, IconButton } from "../components/Button";
import { Icon } from "../components/Icon";
import { PageHead } from "../components/PageHead";
import { Empty, FaultNote } from "../components/PageState";
import { day, isToday } from "../format/time";
import { StationFilter } from "../pickers/StationFilter";
import { Link } from "../router/Link";
import { ChoiceFilter, PeriodFilter, startOf } from "../table/filters";
import { Pager } from "../table/Pager";
import { useTableState, type TableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { useNews } from "../upkeep/useNews";
import { NotificationItem } from "./NotificationItem";
import { kinds } from "./told";

const filters = ["state", "kind", "station", "from", "to"];

/** What the person was told of, day by day. */
export default function NotificationsPage() {
  const state = useTableState({ filters, sort: "-time", size: 30 });
  const filter = useMemo(() => notificationFilter(state), [state]);
  const query = useQuery(Notifications, { filter, first: state.first, after: state.after });
  const unread = useQuery(UnreadNotifications, {});
  const { run, fault } = useMutation(MarkNotificationsRead);
  const list = query.data?.notifications;
  const news = useNews(list?.nodes, state.filterKey);
  useSubscription(NotificationAdded, {}, ({ notificationAdded: { id, lastAt } }) => {
    // No row can move where there is none.
    if (list?.nodes.length === 0) void query.refetch();
    else news.hear(id, lastAt);
  });
  const mark = async (input: { readonly ids?: readonly string[]; readonly all?: boolean }) => {
    if (await run({ input: { ids: input.ids ? [...input.ids] : null, all: input.all ?? null } })) await Promise.all([query.refetch(), unread.refetch()]);
  };
  const show = () => {
    news.clear();
    if (state.page > 1) state.goTo(1, undefined);
    else void query.refetch();
  };
  const { notifications } = texts;
  const count = unread.data?.viewer.unreadNotificationCount ?? 0;
  return (
    <>
      <PageHead hasTimes title={notifications.title} lead={unread.data && notifications.lead(count)} isLive actions={
        <>
          <Link className="button" href="/notifications/preferences">{notifications.preferences}</Link>
          {count > 0 && <Button icon="check" onClick={() => void mark({ all: true })}>{notifications.markAll}</Button>}
        </>
      } />
      {fault && <FaultNote fault={fault} />}
      <section className="table-box" aria-label={notifications.title}>
        <Tools state={state} onRefresh={() => void query.refetch()} />
        {news.count > 0 && <button type="button" className="news" onClick={show}>{notifications.news(news.count)}</button>}
        <Days query={query} rows={list?.nodes} state={state} onRead={({ id }) => void mark({ ids: [id] })} />
        {list && list.nodes.length > 0 && (
          <Pager state={state} page={{ rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }} />
        )}
      </section>
    </>
  );
}

function Tools({ state, onRefresh }: { readonly state: TableState; readonly onRefresh: () => void }) {
  const { notifications, table } = texts;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={isOpen ? "table-tools open" : "table-tools"}>
      <button type="button" className="icon-button bordered filters-toggle" aria-expanded={isOpen} aria-label={table.filters}
        title={table.filters} onClick={() => setOpen(!isOpen)}><Icon name="filter" /></button>
      <div className="filters">
        <ChoiceFilter state={state} name="state" label={notifications.state} choices={[
          { value: "unread", text: notifications.states.unread }, { value: "read", text: notifications.states.read },
        ]} />
        <ChoiceFilter state={state} name="kind" label={notifications.kind} isMultiple
          choices={kinds.map((value) => ({ value, text: notifications.kinds[value] }))} />
        <StationFilter state={state} />
        <PeriodFilter state={state} label={notifications.period} />
        {state.hasFilters && <button type="button" className="link" onClick={state.clear}>{table.clearFilters}</button>}
      </div>
      <div className="table-tools-end"><IconButton icon="refresh" label={table.refresh} className="bordered" onClick={onRefresh} /></div>
    </div>
  );
}

interface DaysProps {
  readonly query: Query<unknown>;
  readonly rows: readonly NotificationRow[] | undefined;
  readonly state: TableState;
  readonly onRead: (row: NotificationRow) => void;
}

function Days({ query, rows, state, onRead }: DaysProps) {
  const { notifications } = texts;
  const fault = query.fault && <div className="table-state"><FaultNote fault={query.fault} onRetry={() => void query.refetch()} /></div>;
  if (!rows) return fault ?? <Waiting />;
  if (rows.length === 0) {
    return (
      <div className="table-state">
        {state.hasFilters || state.page > 1
          ? <Empty title={texts.table.noMatch} action={<Button onClick={state.clear}>{texts.table.clearFilters}</Button>} />
          : <Empty title={notifications.none} body={notifications.noneBody}
            action={<Link className="button" href="/notifications/preferences">{notifications.preferences}</Link>} />}
      </div>
    );
  }
  return (
    <>
      {fault}
      <div className={query.isOld ? "table-progress busy" : "table-progress"} aria-hidden="true" />
      {byDay(rows).map(([name, those]) => (
        <section key={name} className="notification-day" aria-label={name}>
          <h2>{name}</h2>
          <ul>{those.map((row) => <NotificationItem key={row.id} row={row} onRead={onRead} />)}</ul>
        </section>
      ))}
    </>
  );
}

/** After a moment only: what is quick needs no sign of waiting. */
function Waiting() {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 150);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="skeleton" role="status" aria-busy="true">
      <span className="visually-hidden">{texts.loading}</span>
      {isLong && Array.from({ length: 6 }, (_, row) => <div key={row} className="skeleton-row"><i /><i /></div>)}
    </div>
  );
}

/** As they come, with a heading where another day begins. */
function byDay(rows: readonly NotificationRow[]): readonly (readonly [name: string, rows: readonly NotificationRow[]])[] {
  const days = new Map<string, NotificationRow[]>();
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  for (const row of rows) {
    const at = new Date(row.lastAt);
    const name = isToday(at) ? texts.notifications.today : isToday(at, yesterday) ? texts.notifications.yesterday : day(at);
    const known = days.get(name);
    if (known) known.push(row);
    else days.set(name, [row]);
  }
  return [...days];
}

function notificationFilter(state: TableState): NotificationFilter {
  const wanted = state.values("kind");
  const chosen = kinds.filter((kind) => wanted.includes(kind));
  const station = state.value("station");
  const from = startOf(state.value("from"));
  const to = startOf(state.value("to"));
  const readState = state.value("state");
  return {
    ...(readState === "read" && { isRead: true }), ...(readState === "unread" && { isRead: false }),
    ...(chosen.length > 0 && { kinds: chosen }), ...(station && { stationIds: [station] }), ...(from && { from }), ...(to && { to }),
  };
}

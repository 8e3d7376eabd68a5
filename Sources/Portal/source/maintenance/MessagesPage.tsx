import { useEffect, useMemo, useRef, useState } from "react";
import { Messages, type Message } from "documents/maintenance/maintenance";
import type { OcppMessageFilter } from "documents/schema";
import { useQuery, type Query } from "../api/hooks";
import { Button } from "../components/Button";
import { Switch } from "../components/Field";
import { PageHead } from "../components/PageHead";
import { StationFilter } from "../pickers/StationFilter";
import { useParameters } from "../router/address";
import { DataTable } from "../table/DataTable";
import { ExportButton } from "../table/ExportButton";
import { exportParameters } from "../table/exportParameters";
import { ChoiceFilter, PeriodFilter, SearchFilter, startOf, TextFilter } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { actions } from "./frame";
import { MessageDrawer } from "./MessageDrawer";
import { messageColumns, nameOf } from "./messageColumns";
import { ChooseStation } from "./OfStation";

/** The station is no filter: without one there is nothing to show. */
const filters = ["action", "direction", "message", "problems", "from", "to"];
const pause = 3000;

/** Every frame that passed between a station and the server. */
export default function MessagesPage() {
  const state = useTableState({ filters, sort: "-time" });
  const station = state.value("station");
  const { maintenance, navigation } = texts;
  const [isFollowing, setFollowing] = useState(false);
  return (
    <>
      <PageHead hasTimes
        title={navigation.messages} crumbs={[{ text: navigation.maintenance }, { text: navigation.messages }]} lead={maintenance.messagesLead}
        actions={station && (
          <>
            <ExportButton table="ocppMessages" parameters={exportParameters({ stationId: station, ...messageFilter(state) })}
              shown={{ name: "messages", columns: messageColumns(() => undefined) }} />
            <Button aria-pressed={isFollowing} icon={isFollowing ? "halt" : "start"} onClick={() => setFollowing(!isFollowing)}>
              {isFollowing ? maintenance.pause : maintenance.follow}
            </Button>
          </>
        )}
      />
      {station === undefined ? <ChooseStation state={state} body={maintenance.chooseForMessages} />
        : <MessageTable state={state} station={station} isFollowing={isFollowing} />}
    </>
  );
}

function MessageTable({ state, station, isFollowing }: { state: TableState; station: string; isFollowing: boolean }) {
  const [parameters, set] = useParameters();
  const filter = useMemo(() => messageFilter(state), [state]);
  const query = useQuery(Messages, { stationId: station, filter, first: state.first, after: state.after }, { isStill: true });
  useFollowing(query, isFollowing && state.page === 1);
  const list = query.data?.ocppMessages;
  const columns = useMemo(() => messageColumns((id) => set({ open: id })), [language, set]);
  const open = parameters.get("open");
  const shown = useKept(list?.nodes, open);
  const at = list?.nodes.findIndex(({ id }) => id === open) ?? -1;
  const step = (by: number) => {
    const next = at < 0 ? undefined : list?.nodes[at + by];
    return next && (() => set({ open: next.id }, "replace"));
  };
  const { maintenance } = texts;
  return (
    <>
      <DataTable
        name="messages" label={texts.navigation.messages} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: undefined, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={maintenance.findInMessages} />} filters={<Filters state={state} />}
        empty={{ title: maintenance.noMessages, body: maintenance.noMessagesBody }}
      />
      {shown && <MessageDrawer key={shown.id} message={shown} onClose={() => set({ open: undefined })} onNext={step(1)} onPrevious={step(-1)}
        onOpen={(id, messageId) => set({ open: id, message: messageId, after: undefined, p: undefined })} />}
    </>
  );
}

/** What is looked at stays, also when newer frames have pushed it off the page. */
function useKept(rows: readonly Message[] | undefined, open: string | null): Message | undefined {
  const kept = useRef<Message>();
  const found = rows?.find(({ id }) => id === open);
  if (found) kept.current = found;
  return open !== null && kept.current?.id === open ? kept.current : undefined;
}

/** The API has no events for frames: while one follows, it is asked again. */
function useFollowing(query: Query<unknown>, isOn: boolean): void {
  const { refetch } = query;
  useEffect(() => {
    if (!isOn) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) void refetch();
    }, pause);
    return () => clearInterval(timer);
  }, [isOn, refetch]);
}

function Filters({ state }: { state: TableState }) {
  const { maintenance } = texts;
  return (
    <>
      <StationFilter state={state} />
      <PeriodFilter state={state} label={texts.sessions.period} />
      <ChoiceFilter state={state} name="action" label={maintenance.message} choices={actions.map((value) => ({
        value, text: value.startsWith("CALL") ? maintenance.actionKinds[value as keyof typeof maintenance.actionKinds] : value,
      }))} />
      <ChoiceFilter state={state} name="direction" label={maintenance.direction} choices={[
        { value: "RECEIVED", text: maintenance.directions.RECEIVED }, { value: "SENT", text: maintenance.directions.SENT },
      ]} />
      <TextFilter state={state} name="message" label={maintenance.messageId} />
      <Switch label={maintenance.problemsOnly} isOn={onlyProblems(state)} onChange={(isOn) => state.filter({ problems: isOn ? "true" : undefined })} />
    </>
  );
}

const onlyProblems = (state: TableState) => state.value("problems") === "true";

function messageFilter(state: TableState): OcppMessageFilter {
  const direction = state.value("direction");
  const from = startOf(state.value("from"));
  const to = startOf(state.value("to"));
  return {
    ...(state.text && { text: state.text }), ...(from && { from }), ...(to && { to }),
    ...((direction === "RECEIVED" || direction === "SENT") && { direction }),
    ...(state.value("action") && { action: state.value("action") }), ...(state.value("message") && { messageId: state.value("message") }),
    ...(onlyProblems(state) && { problemsOnly: true }),
  };
}

import { useMemo, useState } from "react";
import {
  ActivateStations, ConnectorStateChanged, StationRowChanged, Stations, type StationRow,
} from "documents/stations/stations";
import type { OperationKind, Permission, StationFilter } from "documents/schema";
import { useMutation, useQuery, useSubscription, useViewer } from "../api/hooks";
import { inParts } from "../api/inParts";
import { request } from "../api/request";
import { session } from "../api/session";
import { Icon } from "../components/Icon";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { faultWords } from "../components/PageState";
import { toast } from "../components/toasts";
import { count } from "../format/quantity";
import { kinds } from "../operations/kinds";
import { OperationDialog } from "../operations/OperationDialog";
import { GroupFilter } from "../pickers/GroupFilter";
import { Link } from "../router/Link";
import { DataTable } from "../table/DataTable";
import { ExportButton } from "../table/ExportButton";
import { ImportLink } from "../table/ImportLink";
import { exportParameters } from "../table/exportParameters";
import { ChoiceFilter, PeriodFilter, SearchFilter, startOf, TextFilter } from "../table/filters";
import type { BulkAction, BulkMenu } from "../table/selection";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { mayAt } from "./borrowed";
import { DeactivateDialog } from "./DeactivateDialog";
import { MoveDialog } from "./MoveDialog";
import { stationColumns } from "./stationColumns";
import { waysFrom } from "./ways";

const filters = ["model", "firmware", "update", "presence", "active", "ownership", "g", "from", "to"];
const orders: Readonly<Record<string, "CHARGE_POINT_ID" | "ONBOARDED_AT_DESC">> = {
  name: "CHARGE_POINT_ID", onboarded: "ONBOARDED_AT_DESC",
};

export default function StationsPage() {
  const state = useTableState({ filters, sort: "name" });
  const filter = useMemo(() => stationFilter(state), [state]);
  const orderBy = orders[state.sort.column] ?? "CHARGE_POINT_ID";
  const query = useQuery(Stations, { filter, orderBy, first: state.first, after: state.after });
  const list = query.data?.stations;
  const stationIds = list?.nodes.map(({ id }) => id);
  useSubscription(StationRowChanged, stationIds && stationIds.length > 0 ? { stationIds } : undefined, ({ stationChanged }) => {
    if (stationChanged.removedAt !== null) void query.refetch();
  });
  useSubscription(ConnectorStateChanged, stationIds && stationIds.length > 0 ? { stationIds } : undefined, ({ connectorChanged }) => {
    // Its station does not have it yet: it has told of it for the first time.
    const isKnown = list?.nodes.some(({ connectors }) => connectors.some(({ id }) => id === connectorChanged.id));
    if (!isKnown) void query.refetch();
  });
  const columns = useMemo(() => stationColumns(), [language]);
  const [toDeactivate, setToDeactivate] = useState<{ rows: readonly StationRow[]; done: () => void }>();
  const [toMove, setToMove] = useState<{ rows: readonly StationRow[]; done: () => void }>();
  const activate = useActivation();
  const [asked, setAsked] = useState<{ kind: OperationKind; rows: readonly StationRow[] }>();
  const rowMenu = useMemo(() => (row: StationRow) => menuOf(row, {
    activate, deactivate: (rows) => setToDeactivate({ rows, done: () => undefined }), ask: (kind, rows) => setAsked({ kind, rows }),
  }), [activate]);
  const actions: readonly (readonly [Permission, BulkAction<StationRow> | BulkMenu<StationRow>])[] = [
    ["CHANGE_STATION", { text: texts.stations.activate, icon: "start", run: (rows, done) => void activate(rows).then((isDone) => isDone && done()) }],
    ["CHANGE_STATION", { text: texts.stations.deactivate, icon: "halt", run: (rows, done) => setToDeactivate({ rows, done }) }],
    ["OPERATE_STATION", operationsOf((kind, rows) => setAsked({ kind, rows }))],
    ["CHANGE_STATION", { text: texts.groups.moveTo, icon: "group", run: (rows, done) => setToMove({ rows, done }) }],
  ];
  const bulk = actions.filter(([permission]) => session.may(permission)).map(([, action]) => action);
  return (
    <>
      <PageHead hasTimes
        title={texts.stations.title} isLive crumbs={[{ text: texts.navigation.chargePoints }, { text: texts.navigation.stations }]}
        lead={list ? texts.stations.lead(list.totalCount) : undefined}
        actions={
          <>
            {session.may("ONBOARD_STATION") && session.may("CHANGE_STATION") && <ImportLink list="stations" />}
            <ExportButton table="stations" parameters={exportParameters({ ...filter, orderBy })}
              shown={{ name: "stations", columns, total: list?.totalCount }} />
            {session.may("ONBOARD_STATION") && <Link className="button primary" href="/stations/new"><Icon name="plus" />{texts.onboarding.make}</Link>}
          </>
        }
      />
      <DataTable
        name="stations" label={texts.stations.title} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && {
          rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor,
        }}
        search={<SearchFilter state={state} label={texts.stations.find} />} filters={<StationFilters state={state} />} rowMenu={rowMenu} {...(bulk.length > 0 && { bulk, canSelect })}
        readRows={async (first, after, signal) => (await request(Stations, { filter, orderBy, first, after }, signal)).stations}
        empty={{
          title: texts.stations.none, body: texts.stations.noneBody,
          action: session.may("ONBOARD_STATION") && <Link className="button primary" href="/stations/new">{texts.onboarding.make}</Link>,
        }}
      />
      {asked && <OperationDialog kind={asked.kind} stations={asked.rows} onClose={() => setAsked(undefined)} />}
      {toDeactivate && (
        <DeactivateDialog stations={toDeactivate.rows} onClose={() => setToDeactivate(undefined)} onDone={toDeactivate.done} />
      )}
      {toMove && <MoveDialog stations={toMove.rows} onClose={() => setToMove(undefined)} onDone={toMove.done} />}
    </>
  );
}

const nameOf = (row: StationRow) => row.chargePointId;
const canSelect = (row: StationRow) => !row.isShared;

function StationFilters({ state }: { state: TableState }) {
  const viewer = useViewer();
  const { presence, stations } = texts;
  return (
    <>
      <TextFilter state={state} name="model" label={stations.model} />
      <TextFilter state={state} name="firmware" label={stations.firmware} />
      {viewer.role !== "DRIVER" && <ChoiceFilter state={state} name="update" label={texts.firmware.updateAvailable} choices={[
        { value: "true", text: texts.yes }, { value: "false", text: texts.no },
      ]} />}
      <ChoiceFilter state={state} name="presence" label={stations.connection} choices={[
        { value: "ONLINE", text: presence.ONLINE }, { value: "OFFLINE", text: presence.OFFLINE }, { value: "UNKNOWN", text: presence.UNKNOWN },
      ]} />
      <ChoiceFilter state={state} name="active" label={stations.active} choices={[
        { value: "true", text: texts.yes }, { value: "false", text: texts.no },
      ]} />
      <ChoiceFilter state={state} name="ownership" label={stations.ownership} choices={[
        { value: "OWN", text: stations.own }, { value: "SHARED", text: stations.lent },
      ]} />
      <PeriodFilter state={state} label={stations.onboarded} />
      <GroupFilter state={state} />
    </>
  );
}

function stationFilter(state: TableState): StationFilter {
  const presence = state.value("presence");
  const active = state.value("active");
  const update = state.value("update");
  const ownership = state.value("ownership");
  const groups = state.values("g");
  const isPresence = presence === "ONLINE" || presence === "OFFLINE" || presence === "UNKNOWN";
  return {
    ...(state.text && { text: state.text }), ...(state.value("model") && { model: state.value("model") }),
    ...(state.value("firmware") && { firmwareVersion: state.value("firmware") }), ...(isPresence && { presence }),
    ...((ownership === "OWN" || ownership === "SHARED") && { ownership }),
    ...((update === "true" || update === "false") && { updateAvailable: update === "true" }),
    ...((active === "true" || active === "false") && { isActive: active === "true" }),
    ...(startOf(state.value("from")) && { onboardedFrom: startOf(state.value("from")) }),
    ...(startOf(state.value("to")) && { onboardedTo: startOf(state.value("to")) }),
    ...(groups.length > 0 && { groupIds: groups }),
  };
}

function useActivation(): (rows: readonly StationRow[]) => Promise<boolean> {
  const { run, fault } = useMutation(ActivateStations);
  const words = fault && faultWords(fault);
  useMemo(() => words && toast("failed", words), [words]);
  return useMemo(() => async (rows) => {
    const data = await inParts(rows.map(({ id }) => id), (ids) => run({ input: { ids } }));
    if (data) toast("done", texts.stations.activated(rows.length, rows[0]?.chargePointId ?? count(0)));
    return data !== undefined;
  }, [run]);
}

/** What may be asked of all of the stations that are ticked. */
function operationsOf(ask: (kind: OperationKind, rows: readonly StationRow[]) => void): BulkMenu<StationRow> {
  const { title, kinds: names } = texts.operations;
  return {
    text: title, icon: "operations",
    items: (rows) => kinds.filter(({ permission }) => rows.every((row) => mayAt(row, permission))).map(({ kind, icon }) => ({
      text: names[kind], icon, onChoose: () => ask(kind, rows),
    })),
  };
}

interface RowActions {
  readonly activate: (rows: readonly StationRow[]) => Promise<boolean>;
  readonly deactivate: (rows: readonly StationRow[]) => void;
  readonly ask: (kind: OperationKind, rows: readonly StationRow[]) => void;
}

function menuOf(row: StationRow, { activate, deactivate, ask }: RowActions): readonly MenuItem[] {
  const { stations, operations: { kinds: names } } = texts;
  const items: MenuItem[] = [
    { text: stations.open, icon: "station", href: `/stations/${encodeURIComponent(row.chargePointId)}` },
    { text: stations.sessions, icon: "session", href: `/sessions?station=${encodeURIComponent(row.id)}` },
    ...waysFrom(row),
  ];
  if (mayAt(row, "OPERATE_STATION")) {
    items.push(
      { text: names.REMOTE_START, icon: "start", isApart: true, onChoose: () => ask("REMOTE_START", [row]) },
      { text: names.RESET, icon: "power", onChoose: () => ask("RESET", [row]) });
  }
  if (mayAt(row, "CHANGE_STATION")) {
    items.push(row.isActive
      ? { text: stations.deactivate, icon: "halt", isApart: true, onChoose: () => deactivate([row]) }
      : { text: stations.activate, icon: "start", isApart: true, onChoose: () => void activate([row]) });
  }
  return items;
}

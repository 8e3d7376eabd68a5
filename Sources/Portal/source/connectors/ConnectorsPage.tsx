import { useMemo, useState } from "react";
import { ConnectorRowChanged, Connectors, type ConnectorRow } from "documents/connectors/connectors";
import type { ConnectorFilter, ConnectorStatus, OperationKind } from "documents/schema";
import { useQuery, useSubscription } from "../api/hooks";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { OperationDialog } from "../operations/OperationDialog";
import { GroupFilter } from "../pickers/GroupFilter";
import { StationFilter } from "../pickers/StationFilter";
import { mayAt } from "../stations/borrowed";
import { DataTable } from "../table/DataTable";
import { ChoiceFilter, SearchFilter } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { connectorColumns } from "./connectorColumns";

const filters = ["station", "status", "presence", "longer", "g"];
export const statuses: readonly ConnectorStatus[] = [
  "AVAILABLE", "PREPARING", "CHARGING", "SUSPENDED_EV", "SUSPENDED_EVSE", "FINISHING", "RESERVED", "UNAVAILABLE", "FAULTED", "UNKNOWN",
];
/** In hours. */
const spans = ["1", "4", "24", "168"] as const;

export default function ConnectorsPage() {
  const state = useTableState({ filters, sort: "name" });
  const filter = useMemo(() => connectorFilter(state), [state]);
  const query = useQuery(Connectors, { filter, first: state.first, after: state.after });
  const list = query.data?.connectors;
  const stationIds = useMemo(() => [...new Set(list?.nodes.map(({ station }) => station.id))], [list]);
  useSubscription(ConnectorRowChanged, stationIds.length > 0 ? { stationIds } : undefined);
  const columns = useMemo(() => connectorColumns(), [language]);
  const [asked, setAsked] = useState<{ kind: OperationKind; row: ConnectorRow }>();
  const rowMenu = useMemo(() => (row: ConnectorRow) => menuOf(row, (kind) => setAsked({ kind, row })), []);
  return (
    <>
      <PageHead hasTimes
        title={texts.stations.connectors} isLive lead={list ? texts.connectors.lead(list.totalCount) : undefined}
        crumbs={[{ text: texts.navigation.chargePoints }, { text: texts.navigation.connectors }]}
      />
      <DataTable
        name="connectors" label={texts.stations.connectors} columns={columns} state={state} query={query} rowName={nameOf} rowMenu={rowMenu}
        page={list && {
          rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor,
        }}
        search={<SearchFilter state={state} label={texts.connectors.find} />} filters={<Filters state={state} />}
        empty={{ title: texts.connectors.none, body: texts.station.noConnectorsBody }}
      />
      {asked && (
        <OperationDialog
          kind={asked.kind} stations={[asked.row.station]} onClose={() => setAsked(undefined)}
          preset={asked.row.activeSession && asked.kind === "REMOTE_STOP"
            ? { sessionId: asked.row.activeSession.id } : { connector: String(asked.row.number) }}
        />
      )}
    </>
  );
}

const nameOf = ({ station, number }: ConnectorRow) => `${station.chargePointId} · ${number}`;

function Filters({ state }: { state: TableState }) {
  const { sessions, status, connectors, stations, presence } = texts;
  return (
    <>
      <ChoiceFilter state={state} name="status" label={sessions.status} isMultiple choices={statuses.map((value) => ({ value, text: status[value] }))} />
      <StationFilter state={state} />
      <ChoiceFilter state={state} name="presence" label={stations.connection} choices={[
        { value: "ONLINE", text: presence.ONLINE }, { value: "OFFLINE", text: presence.OFFLINE }, { value: "UNKNOWN", text: presence.UNKNOWN },
      ]} />
      <ChoiceFilter state={state} name="longer" label={connectors.longer} choices={spans.map((value) => ({ value, text: connectors.spans[value] }))} />
      <GroupFilter state={state} />
    </>
  );
}

function connectorFilter(state: TableState): ConnectorFilter {
  const chosen = statuses.filter((each) => state.values("status").includes(each));
  const presence = state.value("presence");
  const hours = spans.find((each) => each === state.value("longer"));
  const station = state.value("station");
  const groups = state.values("g");
  const isPresence = presence === "ONLINE" || presence === "OFFLINE" || presence === "UNKNOWN";
  return {
    ...(state.text && { text: state.text }), ...(chosen.length > 0 && { status: chosen }), ...(station && { stationIds: [station] }),
    ...(isPresence && { presence }), ...(groups.length > 0 && { groupIds: groups }),
    // To the minute, so that the question does not change while one looks at its answer.
    ...(hours && { unchangedSince: new Date(Math.floor(Date.now() / 60_000) * 60_000 - Number(hours) * 3_600_000).toISOString() }),
  };
}

function menuOf(row: ConnectorRow, ask: (kind: OperationKind) => void): readonly MenuItem[] {
  const { stations, operations: { kinds, actions } } = texts;
  const items: MenuItem[] = [
    { text: stations.open, icon: "station", href: `/stations/${encodeURIComponent(row.station.chargePointId)}` },
  ];
  if (!mayAt(row.station, "OPERATE_STATION")) return items;
  return [
    ...items,
    row.activeSession
      ? { text: actions.REMOTE_STOP, icon: "halt", isApart: true, onChoose: () => ask("REMOTE_STOP") }
      : { text: actions.REMOTE_START, icon: "start", isApart: true, onChoose: () => ask("REMOTE_START") },
    { text: kinds.UNLOCK_CONNECTOR, icon: "lock", onChoose: () => ask("UNLOCK_CONNECTOR") },
    { text: kinds.CHANGE_AVAILABILITY, icon: "operations", onChoose: () => ask("CHANGE_AVAILABILITY") },
  ];
}

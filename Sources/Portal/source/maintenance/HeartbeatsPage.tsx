import { useMemo } from "react";
import { HeardStationChanged, HeardStations, type HeardStation } from "documents/maintenance/maintenance";
import type { StationFilter } from "documents/schema";
import { useQuery, useSubscription } from "../api/hooks";
import { LiveValue } from "../components/LiveValue";
import { PageHead } from "../components/PageHead";
import { PresenceBadge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { GroupFilter } from "../pickers/GroupFilter";
import { useParameters } from "../router/address";
import { DataTable } from "../table/DataTable";
import type { Column } from "../table/columns";
import { ChoiceFilter, SearchFilter } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { HeartbeatDrawer } from "./HeartbeatDrawer";

const filters = ["presence", "g"];

/** When each station was last heard, and its heartbeats of the last day. */
export default function HeartbeatsPage() {
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "name" });
  const filter = useMemo(() => stationFilter(state), [state]);
  const query = useQuery(HeardStations, { filter, orderBy: "CHARGE_POINT_ID", first: state.first, after: state.after });
  const list = query.data?.stations;
  const stationIds = list?.nodes.map(({ id }) => id);
  useSubscription(HeardStationChanged, stationIds && stationIds.length > 0 ? { stationIds } : undefined);
  const columns = useMemo(() => heardColumns((id) => set({ open: id })), [language, set]);
  const open = parameters.get("open");
  const { navigation, maintenance, presence, stations } = texts;
  return (
    <>
      <PageHead hasTimes title={navigation.heartbeats} isLive crumbs={[{ text: navigation.maintenance }, { text: navigation.heartbeats }]}
        lead={maintenance.heartbeatsLead} />
      <DataTable
        name="heartbeats" label={navigation.heartbeats} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={stations.find} />}
        filters={
          <>
            <ChoiceFilter state={state} name="presence" label={stations.connection} choices={[
              { value: "ONLINE", text: presence.ONLINE }, { value: "OFFLINE", text: presence.OFFLINE }, { value: "UNKNOWN", text: presence.UNKNOWN },
            ]} />
            <GroupFilter state={state} />
          </>
        }
        empty={{ title: stations.none, body: stations.noneBody }}
      />
      {open && <HeartbeatDrawer key={open} station={open} name={list?.nodes.find(({ id }) => id === open)?.chargePointId}
        onClose={() => set({ open: undefined })} />}
    </>
  );
}

const nameOf = (row: HeardStation) => row.chargePointId;

function heardColumns(onOpen: (id: string) => void): readonly Column<HeardStation>[] {
  const { stations, maintenance } = texts;
  return [
    {
      id: "name", label: stations.station, isName: true, onPhone: "plain",
      cell: ({ id, chargePointId, description }) => (
        <>
          <button type="button" className="link strong ids" onClick={() => onOpen(id)}>{chargePointId}</button>
          {description && <span className="under">{description}</span>}
        </>
      ),
    },
    {
      id: "presence", label: stations.connection, onPhone: "plain",
      cell: ({ presence }) => <LiveValue value={presence}><PresenceBadge presence={presence} isBare /></LiveValue>,
    },
    { id: "last", label: stations.lastHeard, cell: ({ lastSeenAt }) => <Time at={lastSeenAt} form="relative" /> },
    { id: "booted", label: maintenance.bootedAt, cell: ({ bootedAt }) => <Time at={bootedAt} /> },
  ];
}

function stationFilter(state: TableState): StationFilter {
  const presence = state.value("presence");
  const groups = state.values("g");
  const isPresence = presence === "ONLINE" || presence === "OFFLINE" || presence === "UNKNOWN";
  return { ...(state.text && { text: state.text }), ...(isPresence && { presence }), ...(groups.length > 0 && { groupIds: groups }) };
}

import { FindStations, StationName } from "documents/pickers/pickers";
import { useQuery } from "../api/hooks";
import { request } from "../api/request";
import type { TableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import type { Option } from "./Combobox";
import { PickedFilter } from "./PickedFilter";

/** Rows of one station; its global id is in the address as `station`. */
export function StationFilter({ state }: { state: TableState }) {
  const id = state.value("station");
  return id === undefined ? <Choice state={state} words={undefined} /> : <Named state={state} id={id} />;
}

function Named({ state, id }: { state: TableState; id: string }) {
  const { data } = useQuery(StationName, { id }, { isStill: true });
  return <Choice state={state} words={data?.station?.chargePointId ?? "…"} />;
}

function Choice({ state, words }: { state: TableState; words: string | undefined }) {
  return <PickedFilter state={state} name="station" label={texts.stations.station} words={words} search={findStations} placeholder={texts.stations.find} />;
}

export async function findStations(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { stations } = await request(FindStations, { text: text || null, first: 20 }, signal);
  return stations.nodes.map(({ id, chargePointId, description, presence }) => ({
    value: id, text: chargePointId, detail: [description, presence === "ONLINE" ? "" : texts.presence[presence]].filter(Boolean).join(" · "),
  }));
}

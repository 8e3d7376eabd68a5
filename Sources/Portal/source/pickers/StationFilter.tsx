import { useState } from "react";
import { FindStations, StationName } from "documents/pickers/pickers";
import { useQuery } from "../api/hooks";
import { request } from "../api/request";
import { FilterButton } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { Combobox, type Option } from "./Combobox";

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
  return (
    <FilterButton label={texts.stations.station} value={words} onClear={() => state.filter({ station: undefined })}>
      {(close) => <StationSearch onChoose={({ value }) => {
        state.filter({ station: value });
        close();
      }} />}
    </FilterButton>
  );
}

function StationSearch({ onChoose }: { onChoose: (option: Option) => void }) {
  const [text, setText] = useState("");
  return (
    <Combobox label={texts.stations.station} text={text} onText={setText} onChoose={onChoose} search={findStations} hasFocus
      placeholder={texts.stations.find} />
  );
}

export async function findStations(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { stations } = await request(FindStations, { text: text || null, first: 20 }, signal);
  return stations.nodes.map(({ id, chargePointId, description, presence }) => ({
    value: id, text: chargePointId, detail: [description, presence === "ONLINE" ? "" : texts.presence[presence]].filter(Boolean).join(" · "),
  }));
}

import { FindStations, StationName, type FindStationsData, type Lending } from "documents/pickers/pickers";
import type { Permission, StationOwnership } from "documents/schema";
import { useQuery } from "../api/hooks";
import { request } from "../api/request";
import type { TableState } from "../table/useTableState";
import { mayAt, mayReserveAt } from "../stations/borrowed";
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

type Search = (text: string, signal: AbortSignal) => Promise<readonly Option[]>;
type Found = FindStationsData["stations"]["nodes"][number];

const offered = 20;

function searching(ownership: StationOwnership | null, isOffered: (station: Lending) => boolean = () => true, asked = offered): Search {
  return async (text, signal) => {
    const { stations } = await request(FindStations, { text: text || null, ownership, first: asked }, signal);
    return stations.nodes.filter(isOffered).slice(0, offered).map(optionOf);
  };
}

function optionOf({ id, chargePointId, description, presence, isShared, sharedBy }: Found): Option {
  const detail = [description, isShared && texts.sharing.of(sharedBy ?? ""), presence !== "ONLINE" && texts.presence[presence]];
  return { value: id, text: chargePointId, detail: detail.filter(Boolean).join(" · ") };
}

/** All that the person sees, those that are lent as well: to look at. */
export const findStations = searching(null);
/** For what its owner alone does with a station. */
export const findOwnStations = searching("OWN");
export const findReservable = searching(null, mayReserveAt, 5 * offered);

/** Those at which this may be done: of the ones that are lent, some. */
export function findStationsFor(permission: Permission): Search {
  return searching(null, (station) => mayAt(station, permission), 5 * offered);
}

import { SessionName } from "documents/requests/requests";
import { SessionByNumber } from "documents/sessions/sessions";
import { useQuery } from "../api/hooks";
import { request } from "../api/request";
import type { Option } from "../pickers/Combobox";
import { PickedFilter } from "../pickers/PickedFilter";
import type { TableState } from "../table/useTableState";
import { texts } from "../texts/texts";

/** One session, found by its number; its global id is in the address as `session`. */
export function NumberFilter({ state }: { readonly state: TableState }) {
  const id = state.value("session");
  return id === undefined ? <Choice state={state} words={undefined} /> : <Named state={state} id={id} />;
}

function Named({ state, id }: { readonly state: TableState; readonly id: string }) {
  const { data } = useQuery(SessionName, { id }, { isStill: true });
  return <Choice state={state} words={data?.session?.transactionId ?? "…"} />;
}

function Choice({ state, words }: { readonly state: TableState; readonly words: string | undefined }) {
  return <PickedFilter state={state} name="session" label={texts.sessions.id} words={words} search={find} />;
}

async function find(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  if (text.trim() === "") return [];
  const { search } = await request(SessionByNumber, { text }, signal);
  return search.sessions.map(({ id, transactionId, idTag, station }) => ({ value: id, text: transactionId, detail: `${station.chargePointId} · ${idTag}` }));
}

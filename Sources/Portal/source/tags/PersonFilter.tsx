import { FindPeople, PersonName } from "documents/tags/tags";
import { useQuery } from "../api/hooks";
import { request } from "../api/request";
import type { Option } from "../pickers/Combobox";
import { PickedFilter } from "../pickers/PickedFilter";
import type { TableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { fullName } from "../users/person";

/** Tags of one person; their global id is in the address as `person`. */
export function PersonFilter({ state }: { readonly state: TableState }) {
  const id = state.value("person");
  return id === undefined ? <Choice state={state} words={undefined} /> : <Named state={state} id={id} />;
}

function Named({ state, id }: { readonly state: TableState; readonly id: string }) {
  const { data } = useQuery(PersonName, { id }, { isStill: true });
  const user = data?.node;
  return <Choice state={state} words={user?.email === undefined ? "…" : fullName({ firstName: user.firstName ?? null, lastName: user.lastName ?? null, email: user.email })} />;
}

function Choice({ state, words }: { readonly state: TableState; readonly words: string | undefined }) {
  return <PickedFilter state={state} name="person" label={texts.tags.person} words={words} search={findPeople} />;
}

export async function findPeople(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { users } = await request(FindPeople, { text: text || null, first: 20 }, signal);
  return users.nodes.map((user) => ({ value: user.id, text: fullName(user), detail: user.email }));
}

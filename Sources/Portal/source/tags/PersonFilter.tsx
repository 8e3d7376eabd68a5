import { FindPeople, PersonName } from "documents/tags/tags";
import { useQuery } from "../api/hooks";
import { request } from "../api/request";
import type { Option } from "../pickers/Combobox";
import { PickedFilter } from "../pickers/PickedFilter";
import type { TableState } from "../table/useTableState";
import { fullName } from "../users/person";

interface PersonFilterProps {
  readonly state: TableState;
  readonly label: string;
}

/** What is one person's; their global id is in the address as `person`. */
export function PersonFilter(props: PersonFilterProps) {
  const id = props.state.value("person");
  return id === undefined ? <Choice {...props} words={undefined} /> : <Named {...props} id={id} />;
}

function Named({ id, ...rest }: PersonFilterProps & { readonly id: string }) {
  const { data } = useQuery(PersonName, { id }, { isStill: true });
  const user = data?.node;
  return <Choice {...rest} words={user?.email === undefined ? "…" : fullName({ firstName: user.firstName ?? null, lastName: user.lastName ?? null, email: user.email })} />;
}

function Choice(props: PersonFilterProps & { readonly words: string | undefined }) {
  return <PickedFilter {...props} name="person" search={findPeople} />;
}

export async function findPeople(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { users } = await request(FindPeople, { text: text || null, first: 20 }, signal);
  return users.nodes.map((user) => ({ value: user.id, text: fullName(user), detail: user.email }));
}

import { Groups } from "documents/groups/groups";
import { request } from "../api/request";
import type { Option } from "./Combobox";

export async function findGroups(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { groups } = await request(Groups, { filter: text ? { text } : null, first: 20 }, signal);
  return groups.nodes.map(({ id, name, parent }) => ({ value: id, text: name, ...(parent && { detail: parent.name }) }));
}

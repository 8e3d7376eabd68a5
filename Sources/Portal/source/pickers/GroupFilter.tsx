import { AllGroups } from "documents/pickers/pickers";
import { useQuery } from "../api/hooks";
import { ChoiceFilter } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { texts } from "../texts/texts";

/** Of a group and those below it; in the address as `g`. Absent where there are no groups. */
export function GroupFilter({ state }: { state: TableState }) {
  const { data } = useQuery(AllGroups, {}, { isStill: true });
  const groups = data?.groups.nodes ?? [];
  if (groups.length === 0) return null;
  const choices = groups.map(({ id, name, parent }) => ({ value: id, text: parent ? `${parent.name} › ${name}` : name }));
  return <ChoiceFilter state={state} name="g" label={texts.stations.group} choices={choices} />;
}

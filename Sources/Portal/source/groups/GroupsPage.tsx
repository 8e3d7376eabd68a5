import { useMemo, useState } from "react";
import { Groups, type GroupRow } from "documents/groups/groups";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { navigate, useParameters } from "../router/address";
import { Link } from "../router/Link";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { SearchFilter } from "../table/filters";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { DeleteGroupDialog } from "./DeleteGroupDialog";
import { NewGroupDialog } from "./NewGroupDialog";

const filters: readonly string[] = [];
export const groupHref = (id: string) => `/groups/${encodeURIComponent(id)}`;

/** Stations and tags by place or purpose. */
export default function GroupsPage() {
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "name" });
  const query = useQuery(Groups, { filter: state.text ? { text: state.text } : null, first: state.first, after: state.after });
  const list = query.data?.groups;
  const columns = useMemo(() => groupColumns(), [language]);
  const [toDelete, setToDelete] = useState<GroupRow>();
  const rowMenu = useMemo(() => (row: GroupRow): readonly MenuItem[] => [
    { text: texts.edit, icon: "edit", href: groupHref(row.id) },
    { text: texts.groups.remove, icon: "bin", isApart: true, isDanger: true, onChoose: () => setToDelete(row) },
  ], []);
  const { groups } = texts;
  const make = session.may("CREATE_GROUP") && <Button kind="primary" icon="plus" onClick={() => set({ new: "1" })}>{groups.make}</Button>;
  return (
    <>
      <PageHead title={groups.title} lead={groups.lead} actions={make} />
      <DataTable
        name="groups" label={groups.title} columns={columns} state={state} query={query} rowName={({ name }) => name}
        {...(session.may("CHANGE_GROUP") && { rowMenu })}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={groups.find} />}
        empty={{ title: groups.none, body: groups.noneBody, action: make }}
      />
      {parameters.has("new") && <NewGroupDialog onClose={() => set({ new: undefined }, "replace")} onMade={(id) => navigate(groupHref(id))} />}
      {toDelete && <DeleteGroupDialog group={toDelete} onClose={() => setToDelete(undefined)} onDone={() => void query.refetch()} />}
    </>
  );
}

function groupColumns(): readonly Column<GroupRow>[] {
  const { groups } = texts;
  return [
    { id: "name", label: groups.name, isName: true, onPhone: "plain", cell: ({ id, name }) => <Link href={groupHref(id)}>{name}</Link> },
    { id: "parent", label: groups.parent, cell: ({ parent }) => <Words text={parent?.name ?? null} /> },
    { id: "stations", label: groups.stations, isNumber: true, cell: ({ stationCount }) => stationCount.totalCount },
    { id: "tags", label: groups.tags, isNumber: true, cell: ({ tagCount }) => tagCount.totalCount },
  ];
}

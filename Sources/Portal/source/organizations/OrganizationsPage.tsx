import { useMemo, useState } from "react";
import { Organizations, type OrganizationRow } from "documents/organizations/organizations";
import { useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { Time } from "../components/Time";
import { nothing } from "../format/quantity";
import { useParameters } from "../router/address";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { SearchFilter } from "../table/filters";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { NewOrganizationDialog } from "./NewOrganizationDialog";
import { EditOrganizationDialog } from "./EditOrganizationDialog";

const filters: readonly string[] = [];

/** Whose stations, tags and people this server keeps apart. */
export default function OrganizationsPage() {
  const { organizations, navigation } = texts;
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "name" });
  const query = useQuery(Organizations, { filter: state.text ? { text: state.text } : null, first: state.first, after: state.after });
  const list = query.data?.organizations;
  const columns = useMemo(() => organizationColumns(), [language]);
  const [toEdit, setToEdit] = useState<OrganizationRow>();
  const rowMenu = (row: OrganizationRow): readonly MenuItem[] => [{ text: texts.edit, icon: "edit", onChoose: () => setToEdit(row) }];
  const make = <Button kind="primary" icon="plus" onClick={() => set({ new: 1 })}>{organizations.make}</Button>;
  return (
    <>
      <PageHead title={organizations.title} lead={organizations.lead} crumbs={[{ text: navigation.settings }, { text: organizations.title }]} actions={make} />
      <DataTable
        name="organizations" label={organizations.title} columns={columns} state={state} query={query} rowName={({ name }) => name} rowMenu={rowMenu}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={organizations.name} />} empty={{ title: organizations.none }}
      />
      {parameters.has("new") && <NewOrganizationDialog onClose={() => set({ new: undefined }, "replace")} onDone={() => void query.refetch()} />}
      {toEdit && <EditOrganizationDialog organization={toEdit} onClose={() => setToEdit(undefined)} />}
    </>
  );
}

function organizationColumns(): readonly Column<OrganizationRow>[] {
  const { organizations } = texts;
  return [
    { id: "name", label: organizations.name, isName: true, onPhone: "plain", cell: ({ name }) => <b>{name}</b> },
    { id: "zone", label: organizations.timeZone, cell: ({ timeZone }) => timeZone ?? <span className="unit">{nothing}</span> },
    { id: "currency", label: organizations.currency, cell: ({ currency }) => currency ?? <span className="unit">{nothing}</span> },
    { id: "created", label: organizations.created, onPhone: "plain", cell: ({ createdAt }) => <Time at={createdAt} form="date" /> },
  ];
}

import { useMemo, useState } from "react";
import { Inventory, type InventoryRow } from "documents/inventory/inventory";
import type { InventoryFilter, InventoryOrder } from "documents/schema";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import type { MenuItem } from "../components/Menu";
import { Button } from "../components/Button";
import { PageHead } from "../components/PageHead";
import { Time } from "../components/Time";
import { navigate } from "../router/address";
import { Link } from "../router/Link";
import type { PageProps } from "../router/routes";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { ExportButton } from "../table/ExportButton";
import { exportParameters } from "../table/exportParameters";
import { ChoiceFilter, TextFilter } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { EditInventoryDialog } from "./EditInventoryDialog";
import { InventoryDrawer } from "./InventoryDrawer";
import { RevealDialog, secretsOf } from "./RevealDialog";

const filters = ["id", "serial", "model", "material", "timeout"];

const orders: Readonly<Record<string, InventoryOrder>> = {
  mes: "MES_SERIAL_NUMBER", created: "CREATED_AT_DESC", modified: "MODIFIED_AT_DESC",
};

export type Item = InventoryRow & { readonly id: string };

/** Stations as pieces of equipment, with what was written down of them when they were made. */
export default function InventoryPage({ values }: PageProps) {
  const state = useTableState({ filters, sort: "id" });
  const filter = useMemo(() => inventoryFilter(state), [state]);
  const orderBy = orders[state.sort.column] ?? "CHARGE_POINT_ID";
  const query = useQuery(Inventory, { filter, orderBy, first: state.first, after: state.after });
  const list = query.data?.inventory;
  const rows = useMemo(() => list?.nodes.map((row): Item => ({ ...row, id: row.station.id })), [list?.nodes]);
  const [code, setCode] = useState<Item>();
  const columns = useMemo(() => inventoryColumns(session.may("CONFIGURE_STATION") ? setCode : undefined), [language]);
  const [asked, setAsked] = useState<Item>();
  const [edited, setEdited] = useState<Item>();
  const mayEdit = session.may("KEEP_INVENTORY");
  const mayLook = session.may("CONFIGURE_STATION");
  const rowMenu = useMemo(() => (row: Item): readonly MenuItem[] => [
    ...(mayEdit ? [{ text: texts.edit, icon: "edit" as const, onChoose: () => setEdited(row) }] : []),
    ...(mayLook ? [{ text: texts.inventory.secrets, icon: "eye" as const, onChoose: () => setAsked(row) }] : []),
  ], [mayEdit, mayLook, language]);
  const { inventory, navigation } = texts;
  return (
    <>
      <PageHead hasTimes title={inventory.title} lead={inventory.lead} crumbs={[{ text: navigation.maintenance }, { text: inventory.title }]}
        actions={
          <ExportButton table="inventory" parameters={exportParameters({ ...filter, orderBy })}
            shown={{ name: "inventory", columns, total: list?.totalCount }} />
        } />
      <DataTable
        name="inventory" label={inventory.title} columns={columns} state={state} query={query} rowName={({ chargePointId }) => chargePointId}
        {...((mayEdit || mayLook) && { rowMenu })}
        page={list && rows && { rows, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        filters={<Filters state={state} />} empty={{ title: texts.stations.none }}
      />
      {values["cpid"] && <InventoryDrawer cpid={values["cpid"]} onCode={mayLook ? setCode : undefined} onClose={() => navigate("/maintenance/inventory")} />}
      {edited && <EditInventoryDialog item={edited} onSaved={() => void query.refetch()} onClose={() => setEdited(undefined)} />}
      {code && <RevealDialog item={code} secrets={["ACCESS_CODE"]} onClose={() => setCode(undefined)} />}
      {asked && <RevealDialog item={asked} secrets={secretsOf(asked)} onClose={() => setAsked(undefined)} />}
    </>
  );
}

function Filters({ state }: { readonly state: TableState }) {
  const { inventory } = texts;
  return (
    <>
      <TextFilter state={state} name="id" label={inventory.id} />
      <TextFilter state={state} name="serial" label={inventory.mesSerial} />
      <TextFilter state={state} name="model" label={inventory.model} />
      <TextFilter state={state} name="material" label={inventory.material} />
      <ChoiceFilter state={state} name="timeout" label={inventory.inTimeout} choices={[{ value: "yes", text: texts.yes }, { value: "no", text: texts.no }]} />
    </>
  );
}

function inventoryFilter(state: TableState): InventoryFilter {
  const text = (name: string, field: keyof InventoryFilter) => (state.value(name) ? { [field]: state.value(name) } : {});
  const timeout = state.value("timeout");
  return {
    ...text("id", "chargePointId"), ...text("serial", "mesSerialNumber"), ...text("model", "model"), ...text("material", "materialNumber"),
    ...(timeout && { isInTimeout: timeout === "yes" }),
  };
}

/** `onShow` hears whose access code is to be shown; undefined for those who may not. */
export function inventoryColumns(onShow: ((row: Item) => void) | undefined): readonly Column<Item>[] {
  const { inventory } = texts;
  return [
    { id: "id", exported: "chargePointId", label: inventory.id, isName: true, sort: "ascending", onPhone: "plain", cell: ({ chargePointId }) => (
      <Link className="id" href={`/stations/${encodeURIComponent(chargePointId)}`}>{chargePointId}</Link>
    ) },
    { id: "made", exported: "manufacturedAt", label: inventory.manufactured, cell: ({ manufacturedAt }) => <Time at={manufacturedAt} form="date" /> },
    { id: "model", exported: "model", label: inventory.model, cell: ({ model }) => <Words text={model} /> },
    { id: "part", exported: "partNumber", label: inventory.part, cell: ({ partNumber }) => <Words text={partNumber} /> },
    { id: "mes", exported: "mesSerialNumber", label: inventory.mesSerial, sort: "ascending", cell: ({ mesSerialNumber }) => <Words text={mesSerialNumber} /> },
    { id: "material", exported: "materialNumber", label: inventory.material, cell: ({ materialNumber }) => <Words text={materialNumber} /> },
    { id: "firmware", exported: "firmwareVersion", label: inventory.firmware, cell: ({ firmwareVersion }) => <Words text={firmwareVersion} /> },
    { id: "vendor", exported: "vendorCode", label: inventory.vendorCode, isExtra: true, cell: ({ vendorCode }) => <Words text={vendorCode} /> },
    { id: "timeout", exported: "isInTimeout inTimeoutSince", label: inventory.inTimeout, cell: ({ isInTimeout, inTimeoutSince }) => (
      isInTimeout ? <>{texts.yes} <span className="unit"><Time at={inTimeoutSince} form="relative" /></span></> : texts.no
    ) },
    { id: "code", exported: "hasAccessCode", label: inventory.kinds.ACCESS_CODE, onPhone: "hidden", cell: (row) => (
      !row.hasAccessCode ? <Words text={null} /> : onShow
        ? <Button className="small" aria-label={`${inventory.show}: ${inventory.kinds.ACCESS_CODE}, ${row.chargePointId}`} onClick={() => onShow(row)}>{inventory.show}</Button>
        : texts.yes
    ) },
    { id: "created", exported: "createdAt", label: inventory.created, isExtra: true, sort: "descending", cell: ({ createdAt }) => <Time at={createdAt} /> },
    { id: "modified", exported: "modifiedAt", label: inventory.modified, isExtra: true, sort: "descending", cell: ({ modifiedAt }) => <Time at={modifiedAt} /> },
  ];
}

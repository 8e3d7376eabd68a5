import type { ReactNode } from "react";
import { Inventory } from "documents/inventory/inventory";
import { useQuery } from "../api/hooks";
import { Facts } from "../components/Card";
import { Drawer } from "../components/Drawer";
import { Empty, FaultNote } from "../components/PageState";
import { texts } from "../texts/texts";
import { inventoryColumns, type Item } from "./InventoryPage";

/** All that is known of one piece of equipment, at an address of its own. */
export function InventoryDrawer({ cpid, onClose, onCode }: {
  readonly cpid: string;
  readonly onClose: () => void;
  readonly onCode: ((row: Item) => void) | undefined;
}) {
  const { data, fault, refetch } = useQuery(Inventory, { filter: { chargePointId: cpid }, orderBy: "CHARGE_POINT_ID", first: 100, after: null });
  const row = data?.inventory.nodes.find(({ chargePointId }) => chargePointId === cpid);
  const item = row && { ...row, id: row.station.id };
  const facts = item && inventoryColumns(onCode).map(({ label, cell }): readonly [string, ReactNode] => [label, cell(item)]);
  return (
    <Drawer title={cpid} onClose={onClose}>
      {fault && <FaultNote fault={fault} onRetry={() => void refetch()} />}
      {!data && !fault && <p role="status">{texts.loading}</p>}
      {data && !item && <Empty title={texts.notFound.title} body={texts.faults.NOT_FOUND} />}
      {facts && <Facts facts={facts} />}
    </Drawer>
  );
}

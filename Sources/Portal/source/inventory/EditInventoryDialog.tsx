import { useId, useState } from "react";
import { UpdateInventory } from "documents/inventory/inventory";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { CheckField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { dateInput, momentOfDate } from "../format/time";
import { texts } from "../texts/texts";
import type { Item } from "./InventoryPage";

const names = ["partNumber", "mesSerialNumber", "materialNumber", "vendorCode"] as const;
const secrets = ["accessCode", "masterPassword"] as const;
type Name = (typeof names)[number] | (typeof secrets)[number] | "manufacturedAt";

interface EditInventoryDialogProps {
  readonly item: Item;
  readonly onSaved: () => void;
  readonly onClose: () => void;
}

/** What is kept of a station as a piece of equipment. What was not touched is not sent; a secret is never shown here. */
export function EditInventoryDialog({ item, onSaved, onClose }: EditInventoryDialogProps) {
  const { inventory } = texts;
  const form = useId();
  const [typed, setTyped] = useState<Readonly<Partial<Record<Name, string>>>>({});
  const [removed, setRemoved] = useState<ReadonlySet<Name>>(new Set());
  const { run, isSending, fault } = useMutation(UpdateInventory);
  const submit = async () => {
    if (!await run({ input: { items: [{ stationId: item.id, ...changesOf(typed, removed) }] } })) return;
    onSaved();
    onClose();
  };
  const labels: Record<Name, string> = {
    partNumber: inventory.part, mesSerialNumber: inventory.mesSerial, materialNumber: inventory.material, vendorCode: inventory.vendorCode,
    manufacturedAt: inventory.manufactured, accessCode: inventory.kinds.ACCESS_CODE, masterPassword: inventory.kinds.MASTER_PASSWORD,
  };
  const before: Record<Name, string> = {
    partNumber: item.partNumber ?? "", mesSerialNumber: item.mesSerialNumber ?? "", materialNumber: item.materialNumber ?? "",
    vendorCode: item.vendorCode ?? "", manufacturedAt: item.manufacturedAt ? dateInput(new Date(item.manufacturedAt)) : "", accessCode: "", masterPassword: "",
  };
  const isThere = { accessCode: item.hasAccessCode, masterPassword: item.hasMasterPassword };
  const field = (name: Name) => ({
    label: labels[name], isOptional: true, maxLength: 100, autoComplete: "off", value: typed[name] ?? before[name],
    onValue: (value: string) => setTyped({ ...typed, [name]: value }), member: name,
  });
  return (
    <Dialog title={inventory.editTitle(item.chargePointId)} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{texts.save}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <TextField {...field("manufacturedAt")} type="date" max="9999-12-31" />
        <div className="field-grid">{names.map((name) => <TextField key={name} {...field(name)} />)}</div>
        {secrets.map((name) => (
          <div key={name} className="stack">
            {!removed.has(name) && (
              <TextField {...field(name)} type="password" autoComplete="new-password" hint={isThere[name] ? inventory.secretStays : inventory.secretHint} />
            )}
            {isThere[name] && (
              <CheckField label={inventory.remove(labels[name])} isChecked={removed.has(name)} onChange={(isChecked) => {
                const next = new Set(removed);
                if (isChecked) next.add(name);
                else next.delete(name);
                setRemoved(next);
              }} />
            )}
          </div>
        ))}
      </Form>
    </Dialog>
  );
}

function changesOf(typed: Readonly<Partial<Record<Name, string>>>, removed: ReadonlySet<Name>): Record<string, string | null> {
  const changes: Record<string, string | null> = {};
  for (const name of names) {
    const text = typed[name];
    if (text !== undefined) changes[name] = text.trim() || null;
  }
  if (typed.manufacturedAt !== undefined) changes["manufacturedAt"] = momentOfDate(typed.manufacturedAt) ?? null;
  for (const name of secrets) {
    const text = typed[name];
    if (removed.has(name)) changes[name] = null;
    else if (text) changes[name] = text;
  }
  return changes;
}

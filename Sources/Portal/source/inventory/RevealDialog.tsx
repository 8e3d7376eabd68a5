import { useEffect, useId, useState } from "react";
import { RevealSecret } from "documents/inventory/inventory";
import type { StationSecret } from "documents/schema";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { Note } from "../components/Note";
import { texts } from "../texts/texts";
import type { Item } from "./InventoryPage";

/** For so long a secret stands on the screen. */
const seconds = 30;

export function secretsOf({ hasPassword, hasAccessCode, hasMasterPassword }: Item): readonly StationSecret[] {
  const all: readonly (readonly [StationSecret, boolean])[] = [
    ["OCPP_PASSWORD", hasPassword], ["ACCESS_CODE", hasAccessCode], ["MASTER_PASSWORD", hasMasterPassword],
  ];
  return all.flatMap(([secret, isThere]) => (isThere ? [secret] : []));
}

/** One secret at a time, for a reason that is written down. */
export function RevealDialog({ item, secrets, onClose }: { readonly item: Item; readonly secrets: readonly StationSecret[]; readonly onClose: () => void }) {
  const { inventory } = texts;
  const form = useId();
  const [secret, setSecret] = useState(secrets[0]);
  const [reason, setReason] = useState("");
  const [shown, setShown] = useState<string>();
  const { run, fault, isSending } = useMutation(RevealSecret);
  useEffect(() => {
    if (shown === undefined) return undefined;
    const timer = setTimeout(() => setShown(undefined), seconds * 1000);
    return () => clearTimeout(timer);
  }, [shown]);
  const submit = async () => {
    if (!secret) return;
    const data = await run({ input: { stationId: item.id, secret, reason: reason.trim() } });
    if (data) setShown(data.revealSecret.secret);
  };
  const footer = (
    <>
      <Button onClick={onClose}>{texts.close}</Button>
      {secrets.length > 0 && <Button type="submit" form={form} kind="primary" icon="eye" disabled={isSending}>{inventory.show}</Button>}
    </>
  );
  return (
    <Dialog title={inventory.secretsOf(item.chargePointId)} onClose={onClose} footer={footer}>
      {secrets.length === 0 ? <p className="lead">{inventory.noSecrets}</p> : (
        <Form id={form} fault={fault} onSubmit={submit}>
          <Note kind="warning">{inventory.recorded}</Note>
          <SelectField label={inventory.secret} value={secret ?? ""} choices={secrets.map((value) => ({ value, text: inventory.kinds[value] }))}
            onValue={(value) => {
              setSecret(secrets.find((each) => each === value));
              setShown(undefined);
            }} />
          <TextField label={inventory.reason} hint={inventory.reasonHint} maxLength={500} value={reason} onValue={setReason} autoComplete="off"
            member="reason" error={reason.trim() === "" ? texts.upkeep.missing : undefined} />
          <p role="status">{shown !== undefined && <><code className="code">{shown}</code> <span className="unit">{inventory.hides(seconds)}</span></>}</p>
        </Form>
      )}
    </Dialog>
  );
}

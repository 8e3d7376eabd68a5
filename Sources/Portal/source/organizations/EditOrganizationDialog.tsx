import { useId, useState, type FormEvent } from "react";
import { EditOrganization, type OrganizationRow } from "documents/organizations/organizations";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";

interface EditOrganizationDialogProps {
  readonly organization: Pick<OrganizationRow, "id" | "name" | "timeZone" | "currency">;
  readonly onClose: () => void;
}

/** Name, time zone and currency of an organization; who belongs to it sees the name at once where it is the reader's own. */
export function EditOrganizationDialog({ organization, onClose }: EditOrganizationDialogProps) {
  const { organizations } = texts;
  const form = useId();
  const [name, setName] = useState(organization.name);
  const [zone, setZone] = useState(organization.timeZone ?? "");
  const [currency, setCurrency] = useState(organization.currency ?? "");
  const [isChecked, setChecked] = useState(false);
  const { run, fault, isSending } = useMutation(EditOrganization);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === "") return;
    const data = await run({
      input: { id: organization.id, name: name.trim(), timeZone: zone.trim() || null, currency: currency.trim().toUpperCase() || null },
    });
    if (!data) return;
    const { createdAt: _, ...saved } = data.updateOrganization.organization;
    if (session.state.kind === "signedIn" && session.state.viewer.organization.id === saved.id) session.learn({ organization: saved });
    toast("done", texts.saved);
    onClose();
  };
  const isAtName = fault?.field === "name" || fault?.code === "CONFLICT";
  const isAtField = isAtName || fault?.field === "timeZone" || fault?.field === "currency";
  return (
    <Dialog title={organizations.editTitle(organization.name)} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{texts.save}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {fault && !isAtField && <FaultNote fault={fault} />}
        <TextField label={organizations.name} hint={organizations.nameHint} value={name} onValue={setName} maxLength={200} autoComplete="off"
          error={isAtName ? fault.message : isChecked && name.trim() === "" ? texts.upkeep.missing : undefined} />
        <TextField label={organizations.timeZone} hint={organizations.timeZoneHint} isOptional value={zone} onValue={setZone} maxLength={64} autoComplete="off"
          error={fault?.field === "timeZone" ? fault.message : undefined} />
        <TextField label={organizations.currency} hint={organizations.currencyHint} isOptional value={currency} onValue={setCurrency} maxLength={3} autoComplete="off"
          error={fault?.field === "currency" ? fault.message : undefined} />
      </form>
    </Dialog>
  );
}

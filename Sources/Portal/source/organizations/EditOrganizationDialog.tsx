import { useId, useState } from "react";
import { EditOrganization, type OrganizationRow } from "documents/organizations/organizations";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { Form } from "../components/Form";
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
  const { run, fault, isSending } = useMutation(EditOrganization);
  const submit = async () => {
    const data = await run({
      input: { id: organization.id, name: name.trim(), timeZone: zone.trim() || null, currency: currency.trim().toUpperCase() || null },
    });
    if (!data) return;
    const { createdAt: _, ...saved } = data.updateOrganization.organization;
    if (session.state.kind === "signedIn" && session.state.viewer.organization.id === saved.id) session.learn({ organization: saved });
    toast("done", texts.saved);
    onClose();
  };
  return (
    <Dialog title={organizations.editTitle(organization.name)} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{texts.save}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <TextField label={organizations.name} hint={organizations.nameHint} value={name} onValue={setName} maxLength={200} autoComplete="off"
          member="name" refusal={fault?.code === "CONFLICT" ? fault.message : undefined}
          error={name.trim() === "" ? texts.upkeep.missing : undefined} />
        <TextField label={organizations.timeZone} hint={organizations.timeZoneHint} isOptional value={zone} onValue={setZone} maxLength={64} autoComplete="off"
          member="timeZone" />
        <TextField label={organizations.currency} hint={organizations.currencyHint} isOptional value={currency} onValue={setCurrency} maxLength={3} autoComplete="off"
          member="currency" />
      </Form>
    </Dialog>
  );
}

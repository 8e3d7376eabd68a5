import { useId, useState, type FormEvent } from "react";
import { RenameOrganization } from "documents/organizations/organizations";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";

interface RenameOrganizationDialogProps {
  readonly organization: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Another name for an organization; who belongs to it sees it at once where it is the reader's own. */
export function RenameOrganizationDialog({ organization, onClose }: RenameOrganizationDialogProps) {
  const { organizations } = texts;
  const form = useId();
  const [name, setName] = useState(organization.name);
  const [isChecked, setChecked] = useState(false);
  const { run, fault, isSending } = useMutation(RenameOrganization);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === "") return;
    const data = await run({ input: { id: organization.id, name: name.trim() } });
    if (!data) return;
    const { id, name: given } = data.updateOrganization.organization;
    if (session.state.kind === "signedIn" && session.state.viewer.organization.id === id) session.learn({ organization: { id, name: given } });
    toast("done", texts.saved);
    onClose();
  };
  const isAtField = fault?.field === "name" || fault?.code === "CONFLICT";
  return (
    <Dialog title={organizations.renameTitle(organization.name)} lead={organizations.renameLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{texts.save}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {fault && !isAtField && <FaultNote fault={fault} />}
        <TextField label={organizations.name} value={name} onValue={setName} maxLength={200} autoComplete="off"
          error={isAtField ? fault.message : isChecked && name.trim() === "" ? texts.upkeep.missing : undefined} />
      </form>
    </Dialog>
  );
}

import { useId, useState } from "react";
import { MakeOrganization } from "documents/organizations/organizations";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { toast } from "../components/toasts";
import { language as ownLanguage, texts } from "../texts/texts";
import { languageChoices } from "../users/person";

const empty = { name: "", email: "", firstName: "", lastName: "" };

/** An organization and the account of its first owner, who gets a mail. */
export function NewOrganizationDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
  const { organizations, users, upkeep } = texts;
  const form = useId();
  const [typed, setTyped] = useState(empty);
  const [language, setLanguage] = useState<string>(ownLanguage);
  const { run, fault, isSending } = useMutation(MakeOrganization);
  const name = typed.name.trim();
  const email = typed.email.trim();
  const isEmail = /^[^@\s]+@[^@\s]+$/.test(email);
  const submit = async () => {
    const owner = { email, firstName: typed.firstName.trim() || null, lastName: typed.lastName.trim() || null, language: language || null };
    if (!await run({ input: { name, owner } })) return;
    toast("done", organizations.made(name, email));
    onDone();
    onClose();
  };
  const field = (key: keyof typeof empty) => ({
    value: typed[key], onValue: (value: string) => setTyped({ ...typed, [key]: value }), autoComplete: "off",
  });
  return (
    <Dialog title={organizations.make} lead={organizations.makeLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" icon="mail" disabled={isSending}>{isSending ? upkeep.sending : organizations.makeAndInvite}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <TextField label={organizations.name} maxLength={200} member="name" error={name === "" ? upkeep.missing : undefined} {...field("name")} />
        <h3>{organizations.owner}</h3>
        <TextField label={users.email} type="email" member="email" error={!isEmail ? users.emailNeeded : undefined} {...field("email")} />
        <div className="field-grid top">
          <TextField label={users.firstName} isOptional maxLength={100} {...field("firstName")} />
          <TextField label={users.lastName} isOptional maxLength={100} {...field("lastName")} />
        </div>
        <SelectField label={users.language} value={language} choices={languageChoices()} onValue={setLanguage} />
      </Form>
    </Dialog>
  );
}

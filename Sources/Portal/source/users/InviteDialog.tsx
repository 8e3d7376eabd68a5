import { useId, useState } from "react";
import { InviteUser } from "documents/users/users";
import { useMutation, useViewer } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { toast } from "../components/toasts";
import { language as ownLanguage, texts } from "../texts/texts";
import { languageChoices, roleName, rolesUpTo } from "./person";

/** Somebody new: the account is made, and its owner gets a mail. */
export function InviteDialog({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
  const { users } = texts;
  const form = useId();
  const roles = rolesUpTo(useViewer().role);
  const [typed, setTyped] = useState({ email: "", firstName: "", lastName: "" });
  const [role, setRole] = useState(roles[roles.length - 1] ?? "DRIVER");
  const [language, setLanguage] = useState<string>(ownLanguage);
  const { run, fault, isSending } = useMutation(InviteUser);
  const email = typed.email.trim();
  const emailError = !/^[^@\s]+@[^@\s]+$/.test(email) ? users.emailNeeded : undefined;
  const submit = async () => {
    const input = { email, role, firstName: typed.firstName.trim() || null, lastName: typed.lastName.trim() || null, language: language || null };
    if (!await run({ input })) return;
    toast("done", users.invited(email));
    onDone();
    onClose();
  };
  const field = (name: keyof typeof typed) => ({ value: typed[name], onValue: (value: string) => setTyped({ ...typed, [name]: value }) });
  return (
    <Dialog title={users.inviteTitle} lead={users.inviteLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" icon="mail" disabled={isSending}>{isSending ? texts.upkeep.sending : users.invite}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <TextField label={users.email} type="email" autoComplete="off" error={emailError} member="email" {...field("email")} />
        <SelectField label={users.role} hint={users.roleHints[role]} value={role} choices={roles.map((value) => ({ value, text: roleName(value) }))}
          onValue={(value) => setRole(roles.find((each) => each === value) ?? role)} />
        <div className="field-grid top">
          <TextField label={users.firstName} isOptional maxLength={100} autoComplete="off" {...field("firstName")} />
          <TextField label={users.lastName} isOptional maxLength={100} autoComplete="off" {...field("lastName")} />
        </div>
        <SelectField label={users.language} value={language} choices={languageChoices()} onValue={setLanguage} />
      </Form>
    </Dialog>
  );
}

import { useId, useState, type FormEvent } from "react";
import { DeleteAccount } from "documents/account/account";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { PasswordField } from "./PasswordForm";

/** Says what goes and what stays, and asks for the password: there is no way back. */
export function DeleteAccountDialog({ onClose }: { readonly onClose: () => void }) {
  const { own, users } = texts;
  const form = useId();
  const [password, setPassword] = useState("");
  const { run, fault, isSending } = useMutation(DeleteAccount);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!await run({ input: { password } })) return;
    session.leave();
    toast("done", own.accountDeleted);
  };
  return (
    <Dialog title={own.deleteAccountAsk} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="danger" disabled={isSending || password === ""}>{own.deleteAccount}</Button>
      </>
    }>
      <form id={form} className="stack" onSubmit={(event) => void submit(event)}>
        <p>{users.removeGoes}</p>
        <p>{users.sessionsStay} {users.tagsStay}</p>
        <PasswordField value={password} onValue={setPassword} label={own.currentPassword} />
        {fault && <FaultNote fault={fault} />}
      </form>
    </Dialog>
  );
}

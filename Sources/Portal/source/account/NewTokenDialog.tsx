import { useId, useState } from "react";
import { CreateToken } from "documents/account/account";
import type { TokenScope } from "documents/schema";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { CheckGroup } from "../components/CheckGroup";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { OnceDialog } from "../components/OnceDialog";
import { texts } from "../texts/texts";

const spans = ["30", "90", "365", ""] as const;
const day = 24 * 60 * 60 * 1000;

/** Makes a token, and shows it this once. */
export function NewTokenDialog({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: () => Promise<void> }) {
  const { own } = texts;
  const form = useId();
  const [name, setName] = useState("");
  const [scope, setScope] = useState("read");
  const [scopes, setScopes] = useState<readonly TokenScope[]>([]);
  const [days, setDays] = useState<string>("90");
  const [token, setToken] = useState<string>();
  const { run, fault, isSending } = useMutation(CreateToken);
  const submit = async () => {
    const expiresAt = days === "" ? null : new Date(Date.now() + Number(days) * day).toISOString();
    const data = await run({ input: { name: name.trim(), isReadOnly: scope === "read", scopes: scope === "ticked" ? scopes : null, expiresAt } });
    if (!data) return;
    setToken(data.createToken.token);
    await onMade();
  };
  if (token !== undefined) {
    return <OnceDialog title={own.tokenMade} once={own.tokenOnce} label={own.token} secret={token} use={own.tokenUse} onClose={onClose} />;
  }
  return (
    <Dialog title={own.newToken} lead={own.newTokenLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{own.makeToken}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <TextField label={own.tokenName} hint={own.tokenNameHint} maxLength={100} value={name} onValue={setName} member="name"
          error={name.trim() === "" ? texts.upkeep.missing : undefined} autoComplete="off" />
        <SelectField label={own.scope} value={scope} onValue={setScope}
          choices={[{ value: "read", text: own.readOnlyLong }, { value: "all", text: own.allRightsLong }, { value: "ticked", text: own.ticked }]} />
        {scope === "ticked" && (
          <CheckGroup label={own.scopesLegend} choices={tokenScopes().map((value) => ({ value, text: own.scopes[value] }))}
            chosen={scopes} onChoose={setScopes} member="scopes" error={scopes.length === 0 ? own.noScope : undefined} />
        )}
        <SelectField label={own.expiry} value={days} onValue={setDays} choices={spans.map((value) => ({ value, text: own.spans[value] }))} />
      </Form>
    </Dialog>
  );
}

/** As the catalogue has them, which knows them all. */
function tokenScopes(): readonly TokenScope[] {
  return Object.keys(texts.own.scopes) as TokenScope[];
}

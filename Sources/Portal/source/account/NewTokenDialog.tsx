import { useId, useState, type FormEvent } from "react";
import { CreateToken } from "documents/account/account";
import type { TokenScope } from "documents/schema";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { CheckField, SelectField, TextField } from "../components/Field";
import { Icon } from "../components/Icon";
import { OnceDialog } from "../components/OnceDialog";
import { FaultNote } from "../components/PageState";
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
  const [isChecked, setChecked] = useState(false);
  const [token, setToken] = useState<string>();
  const { run, fault, isSending } = useMutation(CreateToken);
  const lacksScopes = scope === "ticked" && scopes.length === 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === "" || lacksScopes) return;
    const expiresAt = days === "" ? null : new Date(Date.now() + Number(days) * day).toISOString();
    const data = await run({ input: { name: name.trim(), isReadOnly: scope === "read", scopes: scope === "ticked" ? scopes : null, expiresAt } });
    if (!data) return;
    setToken(data.createToken.token);
    await onMade();
  };
  if (token !== undefined) {
    return <OnceDialog title={own.tokenMade} once={own.tokenOnce} label={own.token} secret={token} use={own.tokenUse} onClose={onClose} />;
  }
  const nameError = fault?.field === "name" ? fault.message : isChecked && name.trim() === "" ? texts.upkeep.missing : undefined;
  return (
    <Dialog title={own.newToken} lead={own.newTokenLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{own.makeToken}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {fault && fault.field !== "name" && <FaultNote fault={fault} />}
        <TextField label={own.tokenName} hint={own.tokenNameHint} maxLength={100} value={name} onValue={setName} error={nameError} autoComplete="off" />
        <SelectField label={own.scope} value={scope} onValue={setScope}
          choices={[{ value: "read", text: own.readOnlyLong }, { value: "all", text: own.allRightsLong }, { value: "ticked", text: own.ticked }]} />
        {scope === "ticked" && <Scopes chosen={scopes} onChosen={setScopes} error={isChecked && lacksScopes ? own.noScope : undefined} />}
        <SelectField label={own.expiry} value={days} onValue={setDays} choices={spans.map((value) => ({ value, text: own.spans[value] }))} />
      </form>
    </Dialog>
  );
}

interface ScopesProps {
  readonly chosen: readonly TokenScope[];
  readonly onChosen: (chosen: readonly TokenScope[]) => void;
  readonly error: string | undefined;
}

function Scopes({ chosen, onChosen, error }: ScopesProps) {
  const id = useId();
  const { own } = texts;
  return (
    <fieldset className="field-group" aria-describedby={error ? id : undefined}>
      <legend>{own.scopesLegend}</legend>
      {(Object.keys(own.scopes) as TokenScope[]).map((scope) => (
        <CheckField
          key={scope} label={own.scopes[scope]} isChecked={chosen.includes(scope)}
          onChange={(isOn) => onChosen(isOn ? [...chosen, scope] : chosen.filter((other) => other !== scope))}
        />
      ))}
      {error && <p className="field-error" id={id} role="alert"><Icon name="warning" />{error}</p>}
    </fieldset>
  );
}

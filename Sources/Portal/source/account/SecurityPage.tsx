import { useState, type FormEvent } from "react";
import { ChangePassword, EndSession } from "documents/account/account";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Field } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { AccountHead } from "./AccountHead";
import { browserName } from "./browserName";
import { SecondFactorCard } from "./SecondFactorCard";
import { useOwnAccount, type Own } from "./useOwnAccount";

/** How the account is kept one's own: password, second factor, and the browsers that are signed in. */
export default function SecurityPage() {
  const { own, instead, refetch } = useOwnAccount();
  return (
    <>
      <AccountHead page="security" lead={texts.own.securityLead} />
      {instead}
      {own && (
        <div className="grid">
          <div className="span-6 stack">
            <PasswordCard email={own.user.email} onChanged={refetch} />
            <SecondFactorCard isOn={own.user.hasSecondFactor ?? false} onChanged={refetch} />
          </div>
          <div className="span-6 stack"><SessionsCard sessions={own.sessions} onChanged={refetch} /></div>
        </div>
      )}
    </>
  );
}

const none = { current: "", next: "", again: "" };

function PasswordCard({ email, onChanged }: { readonly email: string; readonly onChanged: () => Promise<void> }) {
  const { own, signIn } = texts;
  const [typed, setTyped] = useState(none);
  const [isChecked, setChecked] = useState(false);
  const { run, fault, isSending } = useMutation(ChangePassword);
  const length = new TextEncoder().encode(typed.next).length;
  const isBad = { current: typed.current === "", next: length < 10 || length > 200, again: typed.again !== typed.next };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (isBad.current || isBad.next || isBad.again) return;
    if (!await run({ input: { currentPassword: typed.current, newPassword: typed.next } })) return;
    setTyped(none);
    setChecked(false);
    toast("done", own.passwordChanged);
    await onChanged();
  };
  const currentError = fault?.field === "currentPassword" ? own.wrongPassword : isChecked && isBad.current ? texts.upkeep.missing : undefined;
  const nextError = fault?.field === "newPassword" ? fault.message : isChecked && isBad.next ? signIn.passwordLength : undefined;
  return (
    <Card title={own.changePassword}>
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {fault && !["currentPassword", "newPassword"].includes(fault.field ?? "") && <FaultNote fault={fault} />}
        {/* For password managers: whose password it is. */}
        <input className="visually-hidden" type="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden="true" />
        <SecretField label={own.currentPassword} value={typed.current} onValue={(current) => setTyped({ ...typed, current })}
          autoComplete="current-password" error={currentError} />
        <SecretField label={own.newPassword} hint={signIn.passwordLength} value={typed.next} onValue={(next) => setTyped({ ...typed, next })}
          autoComplete="new-password" error={nextError} />
        <SecretField label={own.newPasswordAgain} value={typed.again} onValue={(again) => setTyped({ ...typed, again })}
          autoComplete="new-password" error={isChecked && isBad.again ? signIn.passwordsDiffer : undefined} />
        <p className="hint">{own.passwordEnds}</p>
        <div className="answer-actions"><Button type="submit" kind="primary" disabled={isSending}>{own.changePassword}</Button></div>
      </form>
    </Card>
  );
}

export function SecretField({ label, hint, error, value, onValue, autoComplete }: {
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly autoComplete: "current-password" | "new-password";
}) {
  const [isShown, setShown] = useState(false);
  return (
    <Field label={label} hint={hint} error={error}>
      {(describing) => (
        <div className="field-row">
          <input {...describing} type={isShown ? "text" : "password"} autoComplete={autoComplete} value={value} maxLength={200}
            autoCapitalize="off" autoCorrect="off" spellCheck={false} onChange={(event) => onValue(event.target.value)} />
          <button type="button" className="button plain" aria-pressed={isShown} aria-label={isShown ? texts.own.hide(label) : texts.own.show(label)}
            onClick={() => setShown(!isShown)}>{isShown ? texts.signIn.hide : texts.signIn.show}</button>
        </div>
      )}
    </Field>
  );
}

type WebSession = Own["sessions"][number];

function SessionsCard({ sessions, onChanged }: { readonly sessions: readonly WebSession[]; readonly onChanged: () => Promise<void> }) {
  const { own } = texts;
  const [ending, setEnding] = useState<WebSession>();
  const { run, fault } = useMutation(EndSession);
  const end = async ({ id }: WebSession) => {
    setEnding(undefined);
    if (!await run({ input: { id } })) return;
    toast("done", own.sessionEnded);
    await onChanged();
  };
  return (
    <Card title={own.sessions} footer={<span className="unit">{own.sessionsHint}</span>}>
      {fault && <FaultNote fault={fault} />}
      {sessions.length === 0 && <p className="lead">{own.noSessions}</p>}
      <ul className="chosen" aria-label={own.sessions}>
        {sessions.map((each) => (
          <li key={each.id}>
            <span className="place">
              <span title={each.userAgent ?? undefined}>{each.userAgent ? browserName(each.userAgent) : own.someBrowser}</span>
              {each.isCurrent && <> <span className="label">{own.thisOne}</span></>}
              <span className="under">{each.address} · {own.signedIn} <Time at={each.startedAt} /> · {own.lastUsed} <Time at={each.lastUsedAt ?? each.startedAt} /></span>
            </span>
            {each.isCurrent
              ? <Button className="small" onClick={() => void session.signOut()}>{texts.account.signOut}</Button>
              : <Button className="small" onClick={() => setEnding(each)}>{own.endSession}</Button>}
          </li>
        ))}
      </ul>
      {ending && (
        <ConfirmDialog title={own.endTitle} action={own.endSession} kind="danger" onConfirm={() => void end(ending)} onCancel={() => setEnding(undefined)}>
          {own.endBody(ending.userAgent ? browserName(ending.userAgent) : own.someBrowser)}
        </ConfirmDialog>
      )}
    </Card>
  );
}

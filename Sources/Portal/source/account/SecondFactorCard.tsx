import { lazy, Suspense, useId, useState, type FormEvent } from "react";
import { ConfirmSecondFactor, SetUpSecondFactor, TurnOffSecondFactor, type SetUpSecondFactorData } from "documents/account/account";
import { useMutation } from "../api/hooks";
import { Button, IconButton } from "../components/Button";
import { Card } from "../components/Card";
import { copyText } from "../components/copyText";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { Badge } from "../components/StatusBadge";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { RecoveryCodes } from "./RecoveryCodes";
import { SecretField } from "./SecurityPage";

const QrPicture = lazy(() => import("./QrPicture"));

interface SecondFactorCardProps {
  readonly isOn: boolean;
  readonly onChanged: () => Promise<void>;
}

export function SecondFactorCard({ isOn, onChanged }: SecondFactorCardProps) {
  const { own } = texts;
  const [asked, setAsked] = useState<"on" | "off">();
  const close = () => setAsked(undefined);
  return (
    <Card title={own.secondFactor} aside={<Badge shape={isOn ? "available" : "unavailable"}>{isOn ? own.isOn : own.isOff}</Badge>}>
      <div className="stack">
        <p className="lead">{isOn ? own.secondFactorOn : own.secondFactorOff}</p>
        <div className="answer-actions">
          {isOn ? <Button kind="danger" onClick={() => setAsked("off")}>{own.turnOff}</Button>
            : <Button kind="primary" icon="shield" onClick={() => setAsked("on")}>{own.setUp}</Button>}
        </div>
      </div>
      {asked === "on" && <SetUpDialog onClose={close} onChanged={onChanged} />}
      {asked === "off" && <TurnOffDialog onClose={close} onChanged={onChanged} />}
    </Card>
  );
}

interface StepProps {
  readonly onClose: () => void;
  readonly onChanged: () => Promise<void>;
}

/** The password, then the authenticator, then the codes for the day when it is lost. */
function SetUpDialog({ onClose, onChanged }: StepProps) {
  const [key, setKey] = useState<SetUpSecondFactorData["setUpSecondFactor"]>();
  const [codes, setCodes] = useState<readonly string[]>();
  // The answer is on: only now, since the card would take this dialog along.
  if (codes) return <RecoveryCodes codes={codes} onClose={() => void onChanged().then(onClose)} />;
  if (key) return <Authenticator factor={key} onClose={onClose} onDone={setCodes} />;
  return <AskPassword onClose={onClose} onDone={setKey} />;
}

function AskPassword({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: (key: SetUpSecondFactorData["setUpSecondFactor"]) => void }) {
  const { own } = texts;
  const { run, fault, isSending } = useMutation(SetUpSecondFactor);
  return (
    <PasswordDialog title={own.setUpTitle} lead={own.setUpLead} action={texts.next} isSending={isSending} fault={fault} onClose={onClose}
      onPassword={async (password) => {
        const data = await run({ input: { password } });
        if (data) onDone(data.setUpSecondFactor);
      }} />
  );
}

function TurnOffDialog({ onClose, onChanged }: StepProps) {
  const { own } = texts;
  const { run, fault, isSending } = useMutation(TurnOffSecondFactor);
  return (
    <PasswordDialog title={own.turnOffTitle} lead={own.turnOffLead} action={own.turnOff} isDanger isSending={isSending} fault={fault} onClose={onClose}
      onPassword={async (password) => {
        if (!await run({ input: { password } })) return;
        await onChanged();
        toast("done", own.turnedOff);
        onClose();
      }} />
  );
}

function PasswordDialog({ title, lead, action, isDanger = false, isSending, fault, onClose, onPassword }: {
  readonly title: string;
  readonly lead: string;
  readonly action: string;
  readonly isDanger?: boolean;
  readonly isSending: boolean;
  readonly fault: ReturnType<typeof useMutation>["fault"];
  readonly onClose: () => void;
  readonly onPassword: (password: string) => Promise<void>;
}) {
  const { own } = texts;
  const form = useId();
  const [password, setPassword] = useState("");
  const [isChecked, setChecked] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (password !== "") void onPassword(password);
  };
  const error = fault?.field === "password" ? own.wrongPassword : isChecked && password === "" ? texts.upkeep.missing : undefined;
  return (
    <Dialog title={title} lead={lead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind={isDanger ? "danger" : "primary"} disabled={isSending}>{action}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={submit}>
        {fault && fault.field !== "password" && <FaultNote fault={fault} />}
        <SecretField label={own.yourPassword} value={password} onValue={setPassword} autoComplete="current-password" error={error} />
      </form>
    </Dialog>
  );
}

function Authenticator({ factor: { secret, uri }, onClose, onDone }: {
  readonly factor: SetUpSecondFactorData["setUpSecondFactor"];
  readonly onClose: () => void;
  readonly onDone: (codes: readonly string[]) => void;
}) {
  const { own } = texts;
  const form = useId();
  const [code, setCode] = useState("");
  const [isChecked, setChecked] = useState(false);
  const { run, fault, isSending } = useMutation(ConfirmSecondFactor);
  const digits = code.replace(/\s/g, "");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!/^\d{6}$/.test(digits)) return;
    const data = await run({ input: { code: digits } });
    if (data) onDone(data.confirmSecondFactor.recoveryCodes);
  };
  const error = fault?.field === "code" ? own.wrongCode : isChecked && !/^\d{6}$/.test(digits) ? own.sixDigits : undefined;
  return (
    <Dialog title={own.scanTitle} lead={own.scanLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{own.confirm}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {fault && fault.field !== "code" && <FaultNote fault={fault} />}
        <TextField label={own.code} hint={own.codeHint} value={code} onValue={setCode} error={error} autoComplete="one-time-code" inputMode="numeric" maxLength={10} />
        <Suspense fallback={<div className="qr-picture" />}><QrPicture text={uri} label={own.qrLabel} /></Suspense>
        <div className="field">
          <span className="copy-label">{own.key}</span>
          <span className="command">
            <code>{secret.replace(/(.{4})(?=.)/g, "$1 ")}</code>
            <IconButton icon="copy" label={texts.copyOf(own.key)} onClick={() => void copyText(secret).then((isDone) => isDone && toast("done", texts.copied))} />
          </span>
        </div>
      </form>
    </Dialog>
  );
}

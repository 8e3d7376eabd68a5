import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { CreateCaptcha, RequestSignInCode, type CreateCaptchaData, type SignInVariables } from "documents/api/viewer";
import { Client } from "../api/client";
import { exchange } from "../api/exchange";
import { Fault } from "../api/fault";
import { Button, IconButton } from "../components/Button";
import { TextField } from "../components/Field";
import { Note } from "../components/Note";
import { faultWords } from "../components/PageState";
import { language, texts } from "../texts/texts";

type Input = SignInVariables["input"];
type Picture = CreateCaptchaData["createCaptcha"];

/** E-mail, password, and something that only a person can do: read a picture, or a mail. */
export function PasswordForm({ onSend }: { onSend: (input: Input) => Promise<void> }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [proof, setProof] = useState("");
  const [sent, setSent] = useState<number>();
  const [error, setError] = useState<string>();
  const [isSending, setSending] = useState(false);
  const picture = usePicture(sent === undefined);
  const alert = useRef<HTMLDivElement>(null);
  const fail = (text: string) => {
    setError(text);
    alert.current?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(undefined);
    try {
      await onSend({ email: email.trim(), password, ...(sent === undefined
        ? { captchaId: picture.picture?.id, captchaText: proof.trim() } : { mailedCode: proof.trim() }) });
    } catch (fault) {
      setProof("");
      if (sent === undefined) picture.renew();
      fail(words(fault));
    }
    setSending(false);
  };
  const askForCode = async () => {
    if (email.trim() === "") return fail(texts.signIn.emailFirst);
    try {
      const data = await exchange(new Client(), RequestSignInCode, { input: { email: email.trim(), language } });
      setSent(data.requestSignInCode.validMinutes);
      setProof("");
      setError(undefined);
    } catch (fault) {
      fail(words(fault));
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <div ref={alert} tabIndex={-1}>{error && <Note kind="danger" isAlert>{error}</Note>}</div>
      <TextField label={texts.signIn.email} type="email" autoComplete="username" required value={email} onValue={setEmail} />
      <PasswordField value={password} onValue={setPassword} />
      {sent === undefined
        ? <PictureField picture={picture} value={proof} onValue={setProof} />
        : <TextField label={texts.signIn.code} hint={texts.signIn.codeSent(sent)} value={proof} onValue={setProof} required
          autoComplete="one-time-code" inputMode="text" spellCheck={false} />}
      <button type="button" className="link" onClick={() => (sent === undefined ? void askForCode() : setSent(undefined))}>
        {sent === undefined ? texts.signIn.byMail : texts.signIn.byPicture}
      </button>
      <Button type="submit" kind="primary" className="wide" disabled={isSending}>
        {isSending ? texts.signIn.submitting : texts.signIn.submit}
      </Button>
    </form>
  );
}

/** What was wrong is not told, except that it was too often. */
function words(fault: unknown): string {
  if (!(fault instanceof Fault)) return texts.faults.INTERNAL;
  const isPlain = fault.code === "UNAUTHENTICATED" || fault.code === "BAD_USER_INPUT" || fault.code === "FORBIDDEN";
  return isPlain ? texts.signIn.refused : faultWords(fault);
}

export function PasswordField({ value, onValue, label = texts.signIn.password, autoComplete = "current-password" }: {
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly label?: string;
  readonly autoComplete?: string;
}) {
  const id = useId();
  const [isShown, setShown] = useState(false);
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="field-row">
        <input id={id} type={isShown ? "text" : "password"} required autoComplete={autoComplete} value={value}
          autoCapitalize="off" autoCorrect="off" spellCheck={false} onChange={(event) => onValue(event.target.value)} />
        <button type="button" className="button plain" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
          {isShown ? texts.signIn.hide : texts.signIn.show}
        </button>
      </div>
    </div>
  );
}

function PictureField({ picture: { picture, hasFailed, renew }, value, onValue }: {
  readonly picture: ReturnType<typeof usePicture>;
  readonly value: string;
  readonly onValue: (value: string) => void;
}) {
  return (
    <div className="captcha">
      <div className="captcha-row">
        <div className="captcha-picture">
          {picture && <img src={picture.image} alt={texts.signIn.captchaAlt} />}
          {hasFailed && <span className="hint">{texts.signIn.pictureFailed}</span>}
        </div>
        <IconButton icon="refresh" label={texts.signIn.otherPicture} className="bordered" onClick={renew} />
      </div>
      <TextField label={texts.signIn.captcha} value={value} onValue={onValue} required autoComplete="off" autoCapitalize="off"
        autoCorrect="off" spellCheck={false} />
    </div>
  );
}

function usePicture(isWanted: boolean) {
  const [picture, setPicture] = useState<Picture>();
  const [hasFailed, setFailed] = useState(false);
  const [round, setRound] = useState(0);
  useEffect(() => {
    if (!isWanted) return undefined;
    let isOver = false;
    setFailed(false);
    exchange(new Client(), CreateCaptcha, {}).then(
      ({ createCaptcha }) => !isOver && setPicture(createCaptcha), () => !isOver && setFailed(true));
    return () => {
      isOver = true;
    };
  }, [isWanted, round]);
  return { picture, hasFailed, renew: () => setRound((before) => before + 1) };
}

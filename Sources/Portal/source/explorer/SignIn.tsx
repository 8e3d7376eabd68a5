import { useEffect, useId, useRef, useState, type FormEvent } from "react";
import { IconButton } from "../components/Button";
import { Icon } from "../components/Icon";
import { Note } from "../components/Note";
import { texts } from "./texts/texts";
import { copyText } from "../components/copyText";
import { session } from "../api/session";

interface SignInProps {
  readonly notice?: string;
  readonly hasSharedQuery: boolean;
}

const command = "stationmaster token create --email you@example.com";

/** Asks for a token. It goes to the server and into this page's memory, and nowhere else. */
export function SignIn({ notice, hasSharedQuery }: SignInProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [token, setToken] = useState("");
  const [isShown, setShown] = useState(false);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<string | undefined>(notice);
  useEffect(() => field.current?.focus(), []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const clean = token.trim().replace(/^Bearer\s+/i, "");
    if (clean === "") return fail(texts.signIn.missing);
    // A header takes no other characters; the server could not know such a token.
    if (!/^[\x21-\x7E]+$/.test(clean)) return fail(texts.signIn.refused);
    setSending(true);
    const result = await session.signInWithToken(clean);
    if (result === "signedIn") return;
    setSending(false);
    fail(texts.signIn[result]);
  };
  const fail = (message: string) => {
    setError(message);
    field.current?.focus();
    field.current?.select();
  };

  return (
    <div className="sign-in">
      <form className="card" onSubmit={(event) => void submit(event)} noValidate>
        <h1>{texts.signIn.title}</h1>
        <p className="lead">{texts.signIn.lead}</p>
        {hasSharedQuery && <Note kind="info">{texts.signIn.waiting}</Note>}
        {error && <Note kind="danger" isAlert><span id={`${id}-error`}>{error}</span></Note>}
        <div className="field">
          <label htmlFor={`${id}-token`}>{texts.signIn.token}</label>
          <div className="field-row">
            <input
              id={`${id}-token`} ref={field} type={isShown ? "text" : "password"} value={token} autoComplete="off"
              autoCapitalize="off" autoCorrect="off" spellCheck={false} aria-invalid={error !== undefined}
              aria-describedby={`${id}-hint${error ? ` ${id}-error` : ""}`}
              onChange={(event) => setToken(event.target.value)}
            />
            <button type="button" className="button plain" aria-pressed={isShown} onClick={() => setShown(!isShown)}>
              {isShown ? texts.signIn.hide : texts.signIn.show}
            </button>
          </div>
          <p className="hint" id={`${id}-hint`}><Icon name="lock" />{texts.signIn.tokenHint}</p>
        </div>
        <button type="submit" className="button primary wide" disabled={isSending}>
          {isSending ? texts.signIn.submitting : texts.signIn.submit}
        </button>
      </form>
      <HowToGetOne />
    </div>
  );
}

function HowToGetOne() {
  const [isCopied, setCopied] = useState(false);
  return (
    <section className="card quiet" aria-labelledby="how-title">
      <h2 id="how-title">{texts.signIn.howTitle}</h2>
      <p>{texts.signIn.howDemo}</p>
      <div className="command">
        <code>{command}</code>
        <IconButton icon={isCopied ? "check" : "copy"} label={texts.signIn.copyCommand}
          onClick={() => void copyText(command).then(setCopied)} />
      </div>
      <p className="hint">{texts.signIn.howNote}</p>
    </section>
  );
}


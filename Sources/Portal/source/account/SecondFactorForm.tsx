import { useState, type FormEvent } from "react";
import { Fault } from "../api/fault";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { TextField } from "../components/Field";
import { faultWords } from "../components/PageState";
import { texts } from "../texts/texts";

/** The second half of signing in. */
export function SecondFactorForm({ secondFactor, onAgain }: { secondFactor: string; onAgain: () => void }) {
  const [code, setCode] = useState("");
  const [error, setError] = useState<string>();
  const [isSending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    setError(undefined);
    try {
      await session.completeSignIn(secondFactor, code.trim());
    } catch (fault) {
      const isWrong = fault instanceof Fault && (fault.code === "UNAUTHENTICATED" || fault.code === "BAD_USER_INPUT");
      setError(isWrong || !(fault instanceof Fault) ? texts.signIn.secondRefused : faultWords(fault));
      setCode("");
    }
    setSending(false);
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextField label={texts.signIn.secondCode} value={code} onValue={setCode} error={error} required autoFocus
        autoComplete="one-time-code" spellCheck={false} />
      <Button type="submit" kind="primary" className="wide" disabled={isSending}>{texts.signIn.secondSubmit}</Button>
      <Button kind="plain" onClick={onAgain}>{texts.signIn.again}</Button>
    </form>
  );
}

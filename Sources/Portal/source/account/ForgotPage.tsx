import { useState, type FormEvent } from "react";
import { RequestPasswordReset } from "documents/account/passwords";
import { Client } from "../api/client";
import { exchange } from "../api/exchange";
import { Button } from "../components/Button";
import { TextField } from "../components/Field";
import { Note } from "../components/Note";
import { useHeading } from "../components/PageHead";
import { Link } from "../router/Link";
import { language, texts } from "../texts/texts";
import { passwordFault } from "./passwordFault";

/** Asks for a mail with a link to set a password. The answer is the same whether or not there is an account. */
export default function ForgotPage() {
  const heading = useHeading(texts.signIn.forgotTitle);
  const [email, setEmail] = useState("");
  const [isSent, setSent] = useState(false);
  const [error, setError] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    try {
      await exchange(new Client(), RequestPasswordReset, { input: { email: email.trim(), language } });
      setSent(true);
    } catch (fault) {
      setError(passwordFault(fault));
    }
  };
  return (
    <div className="sign-in">
      <section className="card" aria-labelledby="forgot-title">
        <h1 id="forgot-title" ref={heading} tabIndex={-1}>{texts.signIn.forgotTitle}</h1>
        <p className="lead">{texts.signIn.forgotLead}</p>
        {isSent
          ? <Note kind="info" isAlert>{texts.signIn.forgotSent}</Note>
          : (
            <form className="stack" onSubmit={(event) => void submit(event)}>
              {error && <Note kind="danger" isAlert>{error}</Note>}
              <TextField label={texts.signIn.email} type="email" autoComplete="username" required value={email} onValue={setEmail} />
              <Button type="submit" kind="primary" className="wide">{texts.signIn.forgotSubmit}</Button>
            </form>
          )}
      </section>
      <p className="sign-in-other"><Link href="/sign-in">{texts.signIn.title}</Link></p>
    </div>
  );
}

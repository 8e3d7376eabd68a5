import { useState, type FormEvent } from "react";
import { AcceptInvitation, ResetPassword } from "documents/account/passwords";
import { Client } from "../api/client";
import { exchange } from "../api/exchange";
import { Button } from "../components/Button";
import { Note } from "../components/Note";
import { useHeading } from "../components/PageHead";
import { Link } from "../router/Link";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { PasswordField } from "./PasswordForm";
import { PasswordRules } from "./PasswordRules";
import { passwordFault } from "./passwordFault";

/** Sets a password by a link that came by mail: that of somebody who forgot it, or of an invitation. */
export default function SetPasswordPage({ values }: PageProps) {
  const isInvitation = location.pathname.startsWith("/invite/");
  const title = isInvitation ? texts.signIn.inviteTitle : texts.signIn.resetTitle;
  const heading = useHeading(title);
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const [error, setError] = useState<string>();
  const [isSet, setDone] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    if (password !== again) return setError(texts.signIn.passwordsDiffer);
    const input = { token: values["token"] ?? "", password };
    try {
      await (isInvitation
        ? exchange(new Client(), AcceptInvitation, { input }) : exchange(new Client(), ResetPassword, { input }));
      setDone(true);
    } catch (fault) {
      setError(passwordFault(fault));
    }
  };
  return (
    <div className="sign-in">
      <section className="card" aria-labelledby="password-title">
        <h1 id="password-title" ref={heading} tabIndex={-1}>{title}</h1>
        {isSet ? null : <p className="lead">{texts.signIn.passwordLead}</p>}
        {isSet
          ? <Note kind="info" isAlert>{texts.signIn.passwordSet}</Note>
          : (
            <form className="stack" onSubmit={(event) => void submit(event)}>
              {error && <Note kind="danger" isAlert>{error}</Note>}
              <PasswordField value={password} onValue={setPassword} autoComplete="new-password" />
              <PasswordField value={again} onValue={setAgain} autoComplete="new-password" label={texts.signIn.passwordAgain} />
              <PasswordRules password={password} again={again} />
              <Button type="submit" kind="primary" className="wide">{texts.signIn.passwordSubmit}</Button>
            </form>
          )}
      </section>
      <p className="sign-in-other">
        <Link href={isSet ? "/sign-in" : "/forgot"}>{isSet ? texts.signIn.title : texts.signIn.forgotTitle}</Link>
      </p>
    </div>
  );
}

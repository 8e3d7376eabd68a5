import { useEffect, useState } from "react";
import { useSession } from "../api/hooks";
import { session } from "../api/session";
import { Note } from "../components/Note";
import { useHeading } from "../components/PageHead";
import { Link } from "../router/Link";
import { nextAddress } from "../router/Router";
import { navigate, useParameters } from "../router/address";
import { texts } from "../texts/texts";
import { PasswordForm } from "./PasswordForm";
import { SecondFactorForm } from "./SecondFactorForm";

/** The way in: password and picture, then the second factor of those who have one. */
export default function SignInPage() {
  const state = useSession();
  const [parameters] = useParameters();
  const [secondFactor, setSecondFactor] = useState<string>();
  const heading = useHeading(secondFactor ? texts.signIn.secondTitle : texts.signIn.title);
  const next = nextAddress(parameters);
  const isSignedIn = state.kind === "signedIn";
  useEffect(() => {
    if (isSignedIn) navigate(next, "replace");
  }, [isSignedIn, next]);
  const wasExpired = state.kind === "signedOut" && state.notice === "expired";
  return (
    <div className="sign-in">
      <section className="card" aria-labelledby="sign-in-title">
        <h1 id="sign-in-title" ref={heading} tabIndex={-1}>
          {secondFactor ? texts.signIn.secondTitle : texts.signIn.title}
        </h1>
        <p className="lead">{secondFactor ? texts.signIn.secondLead : texts.signIn.lead}</p>
        {wasExpired && !secondFactor && <Note kind="info">{texts.signIn.expired}</Note>}
        {secondFactor
          ? <SecondFactorForm secondFactor={secondFactor} onAgain={() => setSecondFactor(undefined)} />
          : (
            <PasswordForm onSend={async (input) => {
              const result = await session.signIn(input);
              if (result.kind === "secondFactor") setSecondFactor(result.id);
            }} />
          )}
      </section>
      <p className="sign-in-other"><Link href="/forgot">{texts.signIn.forgotTitle}</Link></p>
      <p className="sign-in-other"><Link href="/explorer">{texts.signIn.apiToken}</Link></p>
      <p className="sign-in-other"><Link href="/privacy">{texts.signIn.privacy}</Link> · <Link href="/imprint">{texts.signIn.imprint}</Link></p>
    </div>
  );
}

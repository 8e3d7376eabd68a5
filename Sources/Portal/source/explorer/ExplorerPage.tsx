import { useEffect, useState } from "react";
import { Button } from "../components/Button";
import { Shell } from "../shell/Shell";
import { texts } from "../texts/texts";
import { SignIn } from "./SignIn";
import { Workspace } from "./Workspace";
import { roleWords, type Session } from "./session";

/** The API's explorer: for those who hold a token, everything; for the others, how to get one. */
export default function ExplorerPage() {
  const [session, setSession] = useState<Session>();
  const [notice, setNotice] = useState<string>();
  useEffect(() => {
    document.title = `${texts.explorer.title} · ${texts.brand}`;
  }, []);
  const leave = (reason?: string) => {
    setSession(undefined);
    setNotice(reason);
  };
  if (!session) {
    return (
      <Shell>
        <SignIn
          {...(notice && { notice })} hasSharedQuery={location.hash.startsWith("#query=")} onSignedIn={setSession}
        />
      </Shell>
    );
  }
  return (
    <Shell account={<Account session={session} onSignOut={() => leave()} />}>
      <Workspace client={session.client} onSignedOut={() => leave(texts.result.signedOut)} />
    </Shell>
  );
}

function Account({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const role = roleWords(session.role);
  return (
    <div className="account">
      <span className="account-organization" title={texts.explorer.organization}>{session.organization}</span>
      <span className="account-person" title={texts.explorer.signedInAs(session.email, role)}>
        <span className="visually-hidden">{texts.explorer.signedInAs(session.email, role)}</span>
        <span aria-hidden="true">{session.email} <span className="account-role">{role}</span></span>
      </span>
      <Button kind="plain" icon="leave" onClick={onSignOut}>{texts.explorer.signOut}</Button>
    </div>
  );
}

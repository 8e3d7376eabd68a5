import "together/first";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useSession } from "../api/hooks";
import { session } from "../api/session";
import { language, languageVersion, texts as portal } from "../texts/texts";
import { SignIn } from "./SignIn";
import { Workspace } from "./Workspace";
import { loadExplorerTexts, texts } from "./texts/texts";

/** The API's explorer: for those who are signed in or hold a token, everything; for the others, how to get one. */
export default function ExplorerPage() {
  const state = useSession();
  const version = useSyncExternalStore(languageVersion.subscribe, languageVersion.get);
  // The portal's texts are there already when another language is chosen; the explorer's come now.
  const [drawn, setDrawn] = useState<number>();
  useEffect(() => void loadExplorerTexts(language).then(() => setDrawn(version)), [version]);
  useEffect(() => {
    document.title = `${texts.explorer.title} · ${portal.brand}`;
  }, [drawn]);
  if (state.kind !== "signedIn") {
    const wasExpired = state.kind === "signedOut" && state.notice === "expired";
    return (
      <SignIn {...(wasExpired && { notice: texts.result.signedOut })} hasSharedQuery={location.hash.startsWith("#query=")} />
    );
  }
  return <Workspace client={state.client} onSignedOut={() => session.expire(state.client)} />;
}

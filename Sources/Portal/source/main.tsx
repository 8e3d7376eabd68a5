import { useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { session } from "./api/session";
import { startAddress } from "./router/address";
import { Router } from "./router/Router";
import { followAccount } from "./shell/preferred";
import { firstLanguage, languageVersion, loadTexts } from "./texts/texts";
import "together/first";

/** Everything is drawn anew in another language; what is typed in forms then begins again. */
function Portal() {
  const version = useSyncExternalStore(languageVersion.subscribe, languageVersion.get);
  return <Router key={version} />;
}

async function start(): Promise<void> {
  startAddress();
  void session.start();
  await loadTexts(firstLanguage());
  followAccount();
  const root = document.getElementById("portal");
  if (root) createRoot(root).render(<Portal />);
}

void start();

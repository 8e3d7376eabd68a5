import { useEffect, useState, type ReactNode } from "react";
import { useSession } from "../api/hooks";
import { language } from "../texts/texts";
import { loadLegalTexts } from "./texts/texts";

/** For those who are signed in and for those who are not. */
export function LegalFrame({ children }: { children: ReactNode }) {
  const session = useSession();
  // Without a navigation the frame leaves the space around to the page.
  return session.kind === "signedIn" ? <>{children}</> : <div className="page alone-page">{children}</div>;
}

/** Whether the texts are here. The page is drawn anew where another language is chosen. */
export function useLegalTexts(): boolean {
  const [isLoaded, setLoaded] = useState(false);
  useEffect(() => {
    loadLegalTexts(language).then(() => setLoaded(true), () => setLoaded(true));
  }, []);
  return isLoaded;
}

/** Colours and language as the account remembers them; cookies keep them for the first paint. */
import { session } from "../api/session";
import { isLanguage, type Language } from "../texts/languages";
import { chooseLanguage, hasChosenLanguage, language } from "../texts/texts";
import { chooseTheme, currentTheme, isTheme, type Theme } from "./theme";

export function preferTheme(theme: Theme): void {
  chooseTheme(theme);
  session.savePreference("theme", theme);
}

export function preferLanguage(next: Language): void {
  session.savePreference("language", next);
  void chooseLanguage(next);
}

/** Whoever signs in finds their own; a browser that goes on with a session keeps what it has. */
export function followAccount(): void {
  let was = "starting";
  const look = () => {
    const { kind } = session.state;
    if (kind === "signedIn" && kind !== was) adopt(was === "signedOut");
    was = kind;
  };
  session.subscribe(look);
  look();
}

function adopt(isNew: boolean): void {
  const theme = session.preference("theme");
  if (isTheme(theme) && (isNew || currentTheme() === "system")) chooseTheme(theme);
  const next = session.preference("language");
  if (isLanguage(next) && next !== language && (isNew || !hasChosenLanguage())) void chooseLanguage(next);
}

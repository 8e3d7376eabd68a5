/** The portal's texts in the reader's language. */
import type { Texts } from "./english";
import { isLanguage, type Language } from "./languages";

const cookie = "stationmaster_language";
const year = 365 * 24 * 60 * 60;

/** Read while something is drawn, never before: it is there once `loadTexts` has ended, and another after the next. */
export let texts!: Texts;
export let language: Language = "en";

const listeners = new Set<() => void>();
let version = 0;

export async function loadTexts(next: Language): Promise<void> {
  texts = next === "de" ? (await import("./german")).german
    : next === "fr" ? (await import("./french")).french : (await import("./english")).english;
  language = next;
  document.documentElement.lang = next;
  version += 1;
  for (const listener of [...listeners]) listener();
}

/** Kept in a cookie, as the theme is, so that the next visit speaks it at once. */
export async function chooseLanguage(next: Language): Promise<void> {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}=${next}; Path=/; Max-Age=${year}; SameSite=Lax${secure}`;
  await loadTexts(next);
}

function chosenLanguage(): string | undefined {
  return document.cookie.split("; ").find((pair) => pair.startsWith(`${cookie}=`))?.slice(cookie.length + 1);
}

export function hasChosenLanguage(): boolean {
  return chosenLanguage() !== undefined;
}

/** The one that was chosen, or the first of the browser's that we have. */
export function firstLanguage(): Language {
  const wanted = [chosenLanguage() ?? "", ...navigator.languages.map((each) => each.slice(0, 2).toLowerCase())];
  return wanted.find(isLanguage) ?? "en";
}

export const languageVersion = {
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  get: () => version,
};

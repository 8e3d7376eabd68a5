import type { Language } from "../../texts/languages";
import { english, type LegalTexts } from "./english";

/** Long, and seldom read: loaded with its page, and not with the portal. Before that English. */
export let texts: LegalTexts = english;

export async function loadLegalTexts(language: Language): Promise<void> {
  texts = language === "de" ? (await import("./german")).german
    : language === "fr" ? (await import("./french")).french : english;
}

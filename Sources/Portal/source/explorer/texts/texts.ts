import type { Language } from "../../texts/languages";
import { english, type ExplorerTexts } from "./english";

/** The explorer's texts in the reader's language, once its page has loaded them; before that, and in the build, English. */
export let texts: ExplorerTexts = english;

export async function loadExplorerTexts(language: Language): Promise<void> {
  texts = language === "de" ? (await import("./german")).german
    : language === "fr" ? (await import("./french")).french : english;
}

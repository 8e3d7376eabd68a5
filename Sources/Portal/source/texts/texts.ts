import { english, type Texts } from "./english";

/** The texts in the reader's language. */
export const texts: Texts = english;

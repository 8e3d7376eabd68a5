import { english, type ExplorerTexts } from "./english";

export const german: ExplorerTexts = english;

import { english, type ExplorerTexts } from "./english";

export const french: ExplorerTexts = english;

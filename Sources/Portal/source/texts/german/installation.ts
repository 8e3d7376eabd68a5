import type { installation as english } from "../english/installation";

/** Deutsch: wie eine Station eingebaut wurde. */
export const installation: typeof english = {
  title: "Installation",
  none: "Noch ist nichts festgehalten",
  noneBody: "Hier steht für die Nächsten, wer die Station eingebaut hat, ihre Sicherung, ihre Phasen und die Grenze des Netzes.",
  installer: "Installateur",
  installedAt: "Eingebaut am",
  fuse: "Sicherung",
  fuseA: "Sicherung (A)",
  fuseHint: "Je Phase.",
  phaseOrder: "Phasenfolge",
  phaseHint: "An welche Phasen des Netzes die Leiter L1, L2 und L3 angeschlossen sind.",
  unknown: "Nicht bekannt",
  gridLimit: "Netzgrenze",
  gridLimitKw: "Netzgrenze (kW)",
  gridLimitHint: "So viel darf sie dort höchstens beziehen.",
  notes: "Notizen",
  noMeasure: "Eine Zahl über null.",
};

import type { installation as english } from "../english/installation";

/** Français : comment une borne a été posée. */
export const installation: typeof english = {
  title: "Installation",
  none: "Rien n’est encore noté",
  noneBody: "Ici figurent, pour les suivants, qui a posé la borne, son fusible, ses phases et la limite du réseau.",
  installer: "Installateur",
  installedAt: "Posée le",
  fuse: "Fusible",
  fuseA: "Fusible (A)",
  fuseHint: "Par phase.",
  phaseOrder: "Ordre des phases",
  phaseHint: "À quelles phases du réseau les conducteurs L1, L2 et L3 sont raccordés.",
  unknown: "Inconnu",
  gridLimit: "Limite du réseau",
  gridLimitKw: "Limite du réseau (kW)",
  gridLimitHint: "Le plus qu’elle puisse y prendre.",
  notes: "Notes",
  noMeasure: "Un nombre supérieur à zéro.",
};

import type { audit as english } from "../english/audit";

/** Français : le journal d’audit. */
export const audit: typeof english = {
  title: "Journal d’audit",
  lead: "Qui a changé quoi, et qui a regardé un secret. Gardé deux ans.",
  none: "Rien n’a encore été changé",
  at: "Quand",
  who: "Qui",
  server: "Le serveur",
  action: "Quoi",
  object: "Sur quoi",
  change: "Changement",
  address: "D’où",
  actions: { CREATED: "Créé", CHANGED: "Changé", DELETED: "Supprimé", REVEALED: "Regardé" },
};

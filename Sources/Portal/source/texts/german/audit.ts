import type { audit as english } from "../english/audit";

/** Deutsch: das Prüfprotokoll. */
export const audit: typeof english = {
  title: "Prüfprotokoll",
  lead: "Wer was geändert hat, und wer ein Geheimnis angesehen hat. Zwei Jahre lang.",
  none: "Noch wurde nichts geändert",
  at: "Wann",
  who: "Wer",
  server: "Der Server",
  action: "Was",
  object: "Woran",
  change: "Änderung",
  address: "Von wo",
  actions: { CREATED: "Angelegt", CHANGED: "Geändert", DELETED: "Gelöscht", REVEALED: "Angesehen" },
};

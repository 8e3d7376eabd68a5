import type { upkeep as english } from "../english/upkeep";

/** Deutsch: Wörter, die Seiten für Reservierungen und Wartung teilen. */
export const upkeep: typeof english = {
  backToForm: "Zurück zum Formular",
  goesOn: "Sie können dies schließen; es läuft weiter.",
  sending: "Wird gesendet…",
  uploading: (share) => `${share} gesendet`,
  missing: "Diese Angabe fehlt.",
  messages: "Nachrichten der Station",
};

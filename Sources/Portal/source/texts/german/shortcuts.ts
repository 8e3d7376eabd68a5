import type { shortcuts as english } from "../english/shortcuts";

/** Deutsch: Tasten, die etwas tun. */
export const shortcuts: typeof english = {
  title: "Tastenkürzel",
  lead: "Solange Sie tippen, tun sie nichts.",
  isOn: "Kürzel aus einzelnen Buchstaben und Zeichen",
  everywhere: "Überall",
  search: "Zur Suche",
  list: "Diese Liste",
  close: "Offenes schließen",
  pages: "Zu einer Seite",
  lists: "In Tabellen und Ergebnissen",
  down: "Nächste Zeile",
  up: "Zeile davor",
  open: "Öffnen",
  select: "Auswählen",
};

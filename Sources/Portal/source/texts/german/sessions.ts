import type { sessions as english } from "../english/sessions";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: Ladevorgänge. */
export const sessions: typeof english = {
  title: "Ladevorgänge",
  lead: (number) => n(number, { one: "# Ladevorgang", other: "# Ladevorgänge" }),
  id: "ID",
  status: "Status",
  station: "Station",
  driver: "Fahrer und Tag",
  tag: "Tag",
  start: "Beginn",
  stop: "Ende",
  running: "läuft",
  pluggedInFor: "Dauer",
  energy: "Energie",
  reason: "Grund des Endes",
  meterStart: "Zähler zu Beginn",
  meterStop: "Zähler am Ende",
  place: "Beschreibung der Station",
  period: "Zeitraum",
  sumOf: (count) => `Alle ${count}, die passen:`,
  pluggedIn: "Dauer",
  news: (number) => n(number, { one: "# neuer Ladevorgang · Zeigen", other: "# neue Ladevorgänge · Zeigen" }),
  openStation: "Station öffnen",
  ofStation: "Ladevorgänge dieser Station",
  none: "Noch keine Ladevorgänge",
  noneBody: "Ein Ladevorgang erscheint hier, sobald eine Station meldet, dass er begonnen hat.",
};

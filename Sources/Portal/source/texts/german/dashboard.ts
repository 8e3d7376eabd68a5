import type { dashboard as english } from "../english/dashboard";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: was auf einen Blick zu sehen ist. */
export const dashboard: typeof english = {
  lead: (moment, zone) => `${moment} · Zeiten in ${zone}`,
  now: "Jetzt",
  range: "Zeitraum der Diagramme nach Tagen",
  days: (number) => n(number, { one: "# Tag", other: "# Tage" }),
  inAll: (number) => n(number, { one: "# insgesamt", other: "# insgesamt" }),
  powerNow: "Ladeleistung jetzt",
  charging: (number) => n(number, { one: "# Anschluss lädt", other: "# Anschlüsse laden" }),
  energyToday: "Energie heute",
  ofSessionsToday: "der heute begonnenen Ladevorgänge",
  sessionsToday: "Ladevorgänge heute",
  show: "Zeigen",
  combinedPower: "Gesamte Ladeleistung",
  combinedLabel: (day, peak) => `Gesamte Ladeleistung aller Stationen, ${day}, Spitze ${peak} kW`,
  allStations: "Alle Stationen",
  noPower: "Keine Ladevorgänge in diesem Zeitraum",
  peak: (kilowatts) => `Spitze ${kilowatts} kW`,
  day: "Tag",
  dayBefore: "Tag davor",
  dayAfter: "Tag danach",
  attention: "Braucht Aufmerksamkeit",
  allWell: "Kein Anschluss ist gestört, und jede Station, die schon da war, ist verbunden.",
  byStatus: "Nach Status",
  allConnectors: (number) => n(number, { one: "Der eine Anschluss", other: "Alle # Anschlüsse" }),
  powerByStation: "Ladeleistung nach Station",
  moreStations: (number) => n(number, { one: "# weitere Station", other: "# weitere Stationen" }),
  nothingDrawn: "Jetzt wird nicht geladen.",
  sessionsPerDay: "Ladevorgänge je Tag",
  reservationsPerDay: "Reservierungen je Tag",
  sessions: "Ladevorgänge",
  reservations: "Reservierungen",
  noDays: "Keine Tage in diesem Zeitraum",
  perDayLabel: (title, days, sum) => `${title}, ${days} Tage, ${sum} insgesamt`,
  sum: (sum, days) => n(days, { one: `${sum} in # Tag`, other: `${sum} in # Tagen` }),
  explain: "Was die Zustände bedeuten",
  explanations: {
    AVAILABLE: "Frei für das nächste Fahrzeug.", PREPARING: "Ein Stecker oder ein RFID-Tag ist da; das Laden hat noch nicht begonnen.",
    CHARGING: "Energie fließt.", SUSPENDED_EV: "Das Fahrzeug nimmt nichts: es ist voll oder wartet.",
    SUSPENDED_EVSE: "Die Station gibt nichts, etwa wegen einer Grenze.", FINISHING: "Das Laden ist vorbei; das Kabel ist noch da.",
    RESERVED: "Für jemanden freigehalten.", UNAVAILABLE: "Außer Betrieb genommen.", FAULTED: "Außer Funktion; der Fehler sagt, warum.",
  },
};

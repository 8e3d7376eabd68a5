import type { stations as english } from "../english/stations";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: Listen und Einzelheiten der Stationen. */
export const stations: typeof english = {
  title: "Stationen",
  lead: (number) => n(number, { one: "# Station", other: "# Stationen" }),
  station: "Station",
  find: "Ladepunkt-ID, Beschreibung, Hersteller oder Modell",
  connection: "Verbindung",
  connectors: "Anschlüsse",
  noConnectors: "keine gemeldet",
  model: "Modell",
  firmware: "Firmware",
  group: "Gruppe",
  onboarded: "Aufgenommen",
  ownership: "Wessen",
  own: "Eigene",
  lent: "Für uns freigegeben",
  lastHeard: "Zuletzt gehört",
  active: "Aktiv",
  inactive: "Inaktiv",
  ocpp: "OCPP-Version",
  serial: "Seriennummer",
  address: "Adresse",
  open: "Öffnen",
  sessions: "Ladevorgänge",
  activate: "Aktivieren",
  deactivate: "Deaktivieren",
  activated: (number, first) =>
    (number === 1 ? `An ${first} kann geladen werden.` : n(number, { one: "", other: "An # Stationen kann geladen werden." })),
  deactivated: (number, first) =>
    (number === 1 ? `${first} ist für das Laden gesperrt.` : n(number, { one: "", other: "# Stationen sind für das Laden gesperrt." })),
  deactivateTitle: (number, first) =>
    (number === 1 ? `${first} für das Laden sperren?` : n(number, { one: "", other: "# Stationen für das Laden sperren?" })),
  deactivateBody:
    "Tags werden dort abgelehnt, und niemand kann von hier starten oder reservieren. Was gerade lädt, läuft bis zum Ende.",
  reason: "Grund",
  none: "Noch keine Stationen",
  noneBody: "Stationen erscheinen hier, sobald dieser Server eine kennt.",
};

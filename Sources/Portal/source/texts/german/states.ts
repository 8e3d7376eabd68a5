import type { states as english } from "../english/states";

/** Deutsch: was die Aufzählungen der API sagen. */
export const states: typeof english = {
  status: {
    AVAILABLE: "Verfügbar", PREPARING: "In Vorbereitung", CHARGING: "Lädt", SUSPENDED_EV: "Vom Fahrzeug pausiert",
    SUSPENDED_EVSE: "Von der Station pausiert", FINISHING: "Wird beendet", RESERVED: "Reserviert",
    UNAVAILABLE: "Nicht verfügbar", FAULTED: "Gestört", UNKNOWN: "Nicht gemeldet",
  },
  presence: { ONLINE: "Online", OFFLINE: "Offline", UNKNOWN: "Noch nie verbunden" },
  sessionStatus: { ACTIVE: "Läuft", COMPLETED: "Beendet", ESTIMATED: "Geschätzt" },
  authorization: {
    ACCEPTED: "angenommen", BLOCKED: "RFID-Tag ist gesperrt", EXPIRED: "RFID-Tag ist abgelaufen", INVALID: "RFID-Tag ist unbekannt",
    CONCURRENT_TX: "RFID-Tag ist anderswo in Gebrauch",
  },
  refused: (reason) => `Abgelehnt: ${reason}`,
};

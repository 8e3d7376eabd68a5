import type { connectors as english } from "../english/connectors";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: die Anschlüsse aller Stationen. */
export const connectors: typeof english = {
  lead: (number) => n(number, { one: "# Anschluss", other: "# Anschlüsse" }),
  find: "Ladepunkt-ID oder Beschreibung",
  none: "Keine Anschlüsse",
  longer: "Unverändert seit",
  spans: { "1": "über 1 Stunde", "4": "über 4 Stunden", "24": "über einem Tag", "168": "über einer Woche" },
  until: (moment) => `bis ${moment}`,
};

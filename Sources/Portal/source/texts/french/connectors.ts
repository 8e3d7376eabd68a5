import type { connectors as english } from "../english/connectors";
import { counted } from "../languages";

const n = counted("fr");

/** Français : les connecteurs de toutes les bornes. */
export const connectors: typeof english = {
  lead: (number) => n(number, { one: "# connecteur", other: "# connecteurs" }),
  find: "Identifiant ou description",
  none: "Aucun connecteur",
  longer: "Inchangé depuis",
  spans: { "1": "plus d’une heure", "4": "plus de 4 heures", "24": "plus d’un jour", "168": "plus d’une semaine" },
  until: (moment) => `jusqu’à ${moment}`,
};

import type { sessions as english } from "../english/sessions";
import { counted } from "../languages";

const n = counted("fr");

/** Français : les sessions de charge. */
export const sessions: typeof english = {
  title: "Sessions de charge",
  lead: (number) => n(number, { one: "# session", other: "# sessions" }),
  id: "ID",
  status: "État",
  station: "Borne",
  driver: "Conducteur et badge",
  tag: "Badge",
  start: "Début",
  stop: "Fin",
  running: "en cours",
  pluggedInFor: "Durée",
  energy: "Énergie",
  reason: "Motif de fin",
  meterStart: "Compteur au début",
  meterStop: "Compteur à la fin",
  place: "Description de la borne",
  period: "Période",
  sumOf: (count) => `Les ${count} qui correspondent :`,
  pluggedIn: "durée",
  news: (number) => n(number, { one: "# nouvelle session · Afficher", other: "# nouvelles sessions · Afficher" }),
  openStation: "Ouvrir la borne",
  ofStation: "Sessions de cette borne",
  none: "Aucune session pour l’instant",
  noneBody: "Une session apparaît ici dès qu’une borne signale son début.",
};

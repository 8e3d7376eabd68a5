import type { dashboard as english } from "../english/dashboard";
import { counted } from "../languages";

const n = counted("fr");

/** Français : ce qui se voit d’un coup d’œil. */
export const dashboard: typeof english = {
  lead: (moment, zone) => `${moment} · heures de ${zone}`,
  now: "Maintenant",
  range: "Période des diagrammes par jour",
  days: (number) => n(number, { one: "# jour", other: "# jours" }),
  inAll: (number) => n(number, { one: "# en tout", other: "# en tout" }),
  powerNow: "Puissance de charge actuelle",
  charging: (number) => n(number, { one: "# connecteur en charge", other: "# connecteurs en charge" }),
  energyToday: "Énergie aujourd’hui",
  ofSessionsToday: "des sessions commencées aujourd’hui",
  sessionsToday: "Sessions aujourd’hui",
  show: "Les afficher",
  combinedPower: "Puissance de charge totale",
  combinedLabel: (day, peak) => `Puissance de charge totale des bornes, ${day}, pointe ${peak} kW`,
  allStations: "Toutes les bornes",
  noPower: "Aucune session sur cette période",
  peak: (kilowatts) => `Pointe ${kilowatts} kW`,
  day: "Jour",
  dayBefore: "Jour précédent",
  dayAfter: "Jour suivant",
  attention: "À surveiller",
  allWell: "Aucun connecteur n’est en défaut, et chaque borne déjà venue est connectée.",
  byStatus: "Par état",
  allConnectors: (number) => n(number, { one: "L’unique connecteur", other: "Les # connecteurs" }),
  powerByStation: "Puissance de charge par borne",
  moreStations: (number) => n(number, { one: "# autre borne", other: "# autres bornes" }),
  nothingDrawn: "Rien ne charge en ce moment.",
  sessionsPerDay: "Sessions par jour",
  reservationsPerDay: "Réservations par jour",
  sessions: "Sessions",
  reservations: "Réservations",
  noDays: "Aucun jour sur cette période",
  perDayLabel: (title, days, sum) => `${title}, ${days} jours, ${sum} en tout`,
  sum: (sum, days) => n(days, { one: `${sum} en # jour`, other: `${sum} en # jours` }),
  explain: "Ce que signifient les états",
  explanations: {
    AVAILABLE: "Libre pour le véhicule suivant.", PREPARING: "Une prise ou un badge est là ; la charge n’a pas commencé.",
    CHARGING: "L’énergie circule.", SUSPENDED_EV: "Le véhicule ne prend rien : il est plein, ou attend.",
    SUSPENDED_EVSE: "La borne ne donne rien, à cause d’une limite par exemple.", FINISHING: "La charge est finie ; le câble est encore là.",
    RESERVED: "Gardé libre pour quelqu’un.", UNAVAILABLE: "Mis hors service.", FAULTED: "En panne ; l’erreur dit pourquoi.",
  },
};

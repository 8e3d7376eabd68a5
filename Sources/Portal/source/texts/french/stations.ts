import type { stations as english } from "../english/stations";
import { counted } from "../languages";

const n = counted("fr");

/** Français : listes et détails des bornes. */
export const stations: typeof english = {
  title: "Bornes",
  lead: (number) => n(number, { one: "# borne", other: "# bornes" }),
  station: "Borne",
  find: "Identifiant, description, fabricant ou modèle",
  connection: "Connexion",
  connectors: "Connecteurs",
  noConnectors: "aucun signalé",
  model: "Modèle",
  firmware: "Micrologiciel",
  group: "Groupe",
  onboarded: "Mise en service",
  ownership: "À qui",
  own: "Les nôtres",
  lent: "Qui nous sont prêtées",
  lastHeard: "Dernier contact",
  active: "Active",
  inactive: "Inactive",
  ocpp: "Version OCPP",
  serial: "Numéro de série",
  address: "Adresse",
  open: "Ouvrir",
  sessions: "Sessions de charge",
  activate: "Activer",
  deactivate: "Désactiver",
  activated: (number, first) =>
    (number === 1 ? `${first} est ouverte à la charge.` : n(number, { one: "", other: "# bornes sont ouvertes à la charge." })),
  deactivated: (number, first) =>
    (number === 1 ? `${first} est fermée à la charge.` : n(number, { one: "", other: "# bornes sont fermées à la charge." })),
  deactivateTitle: (number, first) =>
    (number === 1 ? `Fermer ${first} à la charge ?` : n(number, { one: "", other: "Fermer # bornes à la charge ?" })),
  deactivateBody:
    "Les badges y sont refusés, et personne ne peut démarrer ou réserver d’ici. Ce qui charge va jusqu’à sa fin.",
  reason: "Motif",
  none: "Aucune borne pour l’instant",
  noneBody: "Les bornes apparaissent ici dès que ce serveur en connaît une.",
};

import type { inventory as english } from "../english/inventory";

/** Français : les bornes en tant qu’équipements. */
export const inventory: typeof english = {
  title: "Inventaire",
  lead: "Les bornes en tant qu’équipements.",
  id: "ID de la borne",
  manufactured: "Fabriquée",
  model: "Modèle",
  part: "Référence",
  mesSerial: "Numéro de série MES",
  material: "Numéro d’article",
  firmware: "Micrologiciel",
  vendorCode: "Code fabricant",
  inTimeout: "En retard ?",
  created: "Créée",
  modified: "Modifiée",
  secrets: "Regarder un secret",
  noSecrets: "Ni mot de passe, ni code d’accès, ni mot de passe maître n’est gardé pour cette borne.",
  recorded: "Ce regard est consigné, avec votre nom et la raison.",
  secret: "Secret",
  reason: "Raison",
  reasonHint: "Pourquoi vous en avez besoin, pour ceux qui lisent le journal.",
  show: "Afficher",
  kinds: { OCPP_PASSWORD: "Mot de passe OCPP", ACCESS_CODE: "Code d’accès", MASTER_PASSWORD: "Mot de passe maître" },
  secretsOf: (station: string) => `Secrets de ${station}`,
  hides: (seconds: number) => `Masqué de nouveau après ${seconds} s.`,
};

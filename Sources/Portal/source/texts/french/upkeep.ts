import type { upkeep as english } from "../english/upkeep";

/** Français : les mots que partagent les pages de réservation et d’entretien. */
export const upkeep: typeof english = {
  backToForm: "Revenir au formulaire",
  goesOn: "Vous pouvez fermer cette fenêtre ; l’opération continue.",
  sending: "Envoi…",
  uploading: (share) => `${share} envoyés`,
  missing: "Cette indication est nécessaire.",
  messages: "Messages de la borne",
};

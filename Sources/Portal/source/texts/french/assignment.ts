import type { assignment as english } from "../english/assignment";

/** Français : une borne qui vient d’un autre compte, ou qui quitte celui-ci. */
export const assignment: typeof english = {
  ways: "Façons d’ajouter une borne",
  connect: "Connecter une nouvelle borne",
  takeOver: "Reprendre une borne",
  lead: "Avec ce qui est imprimé dessus, vous reprenez une borne qu’une autre organisation a, ou qui n’est pas en service.",
  code: "Code d’accès",
  codeHint: "Comme il est imprimé sur la borne ou dans ses documents.",
  claim: "Reprendre",
  leaves: "Qui l’avait garde ses sessions. Une session en cours est close à sa dernière valeur, et les réservations sont annulées.",
  wrong: "L’identifiant et le code d’accès ne vont pas ensemble. Comparez-les signe par signe, majuscules comprises.",
  tooMany: "Trop d’essais ont échoué. Réessayez dans une heure.",
  claimed: (station: string) => `${station} est maintenant dans votre organisation.`,
  sessionsStay: "Ce qui y a été chargé auparavant reste à ceux qui l’avaient.",
  changePassword: "La borne garde son mot de passe, que ses anciens détenteurs connaissent peut-être. Donnez-lui-en un autre dès qu’elle est en ligne.",
  newPassword: "Donner un autre mot de passe",
  open: "Ouvrir la borne",
  another: "En reprendre une autre",
  assignment: "Rattachement",
  remove: "Retirer la borne",
  removeHint: "Cette borne n’appartient plus à votre organisation.",
  removeTitle: (station: string) => `Retirer ${station} de votre organisation ?`,
  removeBody: [
    "Sa connexion prend fin aussitôt, et le serveur ne l’admet plus.",
    "Les sessions en cours sont closes à leur dernière valeur, les réservations annulées. Les sessions restent lisibles.",
    "Qui connaît son code d’accès peut la reprendre.",
  ],
  type: (station: string) => `Saisir ${station} pour confirmer`,
  notTheSame: "Ce n’est pas l’identifiant de la borne.",
  removed: (station: string) => `${station} est retirée de votre organisation.`,
  isRemoved: (time: string) => `Cette borne a quitté votre organisation (${time}). Ses sessions restent lisibles ; rien d’autre n’est possible.`,
};

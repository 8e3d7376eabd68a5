import type { upkeep as english } from "../english/upkeep";

/** Français : ce qui est demandé aux bornes, étape par étape. */
export const upkeep: typeof english = {
  steps: "Étapes",
  queued: "Attend son tour",
  sent: "Envoyé à la borne",
  notSent: "Non envoyé",
  expired: "Jamais envoyé : son tour n’est pas venu à temps",
  answer: "Réponse",
  waitingForAnswer: "En attente de sa réponse",
  saidYes: "La borne a accepté",
  saidNo: "La borne a refusé",
  noAnswer: "Pas de réponse en 30 s",
  lateAnswer: "Une réponse tardive compte encore et s’affichera ici.",
  failed: "L’exécution n’a pas été possible",
  after: (seconds) => `après ${seconds} s`,
  backToForm: "Revenir au formulaire",
  goesOn: "Vous pouvez fermer cette fenêtre ; l’opération continue.",
  sending: "Envoi…",
  missing: "Cette indication est nécessaire.",
  progress: {
    Uploading: "Envoi du fichier", Uploaded: "Fichier envoyé", UploadFailed: "L’envoi a échoué", UploadFailure: "L’envoi a échoué",
    Downloading: "Téléchargement", Downloaded: "Téléchargé", DownloadFailed: "Le téléchargement a échoué",
    DownloadScheduled: "Téléchargement planifié", DownloadPaused: "Téléchargement en pause", Installing: "Installation",
    Installed: "Installé", InstallationFailed: "L’installation a échoué", InstallRebooting: "Redémarrage pour installer",
    InstallScheduled: "Installation planifiée", InstallVerificationFailed: "Le micrologiciel installé n’est pas le bon",
    InvalidSignature: "La signature n’est pas correcte", SignatureVerified: "La signature est correcte", Idle: "Inactive",
    PermissionDenied: "La borne ne peut pas y déposer le fichier", BadMessage: "La borne n’a pas compris la demande",
    NotSupportedOperation: "La borne ne sait pas le faire", AcceptedCanceled: "Une autre demande a pris sa place",
  },
  effects: {
    RESERVE_NOW: {
      pending: "En attente que le connecteur indique Réservé", seen: "Le connecteur indique Réservé",
      missed: "Le connecteur n’a pas indiqué Réservé",
    },
    GET_DIAGNOSTICS: { pending: "En attente du fichier", seen: "Le fichier est arrivé", missed: "Le fichier n’est pas arrivé" },
    GET_LOG: { pending: "En attente du fichier", seen: "Le fichier est arrivé", missed: "Le fichier n’est pas arrivé" },
    UPDATE_FIRMWARE: {
      pending: "En attente de l’installation", seen: "Le micrologiciel est installé", missed: "Le micrologiciel n’a pas été installé",
    },
    SIGNED_UPDATE_FIRMWARE: {
      pending: "En attente de l’installation", seen: "Le micrologiciel est installé", missed: "Le micrologiciel n’a pas été installé",
    },
    other: { pending: "En attente de son effet", seen: "C’est fait", missed: "Cela n’a pas eu lieu" },
  },
};

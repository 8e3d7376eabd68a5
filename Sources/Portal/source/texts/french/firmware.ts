import type { firmware as english } from "../english/firmware";
import { counted } from "../languages";

const n = counted("fr");

/** Français : le micrologiciel et son installation. */
export const firmware: typeof english = {
  lead: "Les images destinées aux bornes, et l’avancement de celles qui en ont reçu une.",
  views: { label: "Vues", catalogue: "Catalogue des images", installations: "Mises à jour", signed: "Mises à jour signées", rollouts: "Déploiements" },
  vendor: "Fabricant",
  model: "Modèle",
  version: "Version",
  file: "Fichier",
  size: "Taille",
  signed: "signé",
  added: "Ajouté",
  by: "Ajouté par",
  digest: "SHA-256",
  add: "Ajouter un micrologiciel",
  addLead: "Fabricant et modèle disent à quelles bornes il convient ; elles chercheront le fichier sur ce serveur.",
  upload: "Envoyer",
  uploading: (share) => `${share} envoyés`,
  checking: "Le serveur vérifie le fichier…",
  sent: (version) => `${version} est au catalogue.`,
  withSignature: "Il est accompagné d’une signature",
  signature: "Signature du fichier",
  signatureHint: "Base64 de la signature sur le SHA-256 du fichier.",
  certificate: "Certificats du signataire (PEM)",
  together: "Signature et certificat vont ensemble.",
  install: "Installer sur des bornes…",
  installSigned: "Installer avec sa signature…",
  rollOut: "Déployer sur plusieurs bornes…",
  remove: "Supprimer",
  removed: (number) => n(number, { one: "# image est supprimée.", other: "# images sont supprimées." }),
  removeTitle: (number, first) => (number === 1 ? `Supprimer ${first} ?` : n(number, { one: "", other: "Supprimer # images ?" })),
  removeBody: "Les bornes qui la téléchargent n’en recevront pas la suite. Ce qui est installé reste.",
  none: "Aucun micrologiciel pour l’instant",
  noneBody: "Une image apparaît ici après son envoi ; elle peut alors être installée sur des bornes.",
  noInstallations: "Rien n’a encore été installé",
  noInstallationsBody: "Une borne apparaît ici dès qu’elle doit installer un micrologiciel, avec son avancement.",
  what: "Micrologiciel",
  step: "Dernière étape",
  gone: "absent du catalogue",
};

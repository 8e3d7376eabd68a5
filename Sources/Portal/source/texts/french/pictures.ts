import type { pictures as english } from "../english/pictures";

/** Français : images d’une borne. */
export const pictures: typeof english = {
  title: "Images",
  lead: "L’aspect de la borne là où elle se trouve, pour que l’on la repère : une ou deux images.",
  none: "Il n’y a pas encore d’image.",
  by: (email) => `ajoutée par ${email}`,
  add: "Ajouter une image",
  drop: "Déposez une image ici ou choisissez-en une",
  file: "Image",
  fileHint: "JPEG, PNG ou WebP, jusqu’à 16 Mo. Elle est redessinée en 1 600 pixels au plus, sans le lieu ni l’heure de la prise de vue.",
  wrongFile: "Choisissez un fichier JPEG, PNG ou WebP.",
  tooLarge: "Le fichier dépasse 16 Mo.",
  description: "Ce qu’elle montre",
  descriptionHint: "Pour les personnes qui ne peuvent pas la voir, par exemple « À gauche du portail, près du conteneur bleu ».",
  send: "Ajouter l’image",
  drawing: "Le serveur la redessine…",
  sent: "L’image a été ajoutée.",
  full: "Une borne a deux images au plus. Supprimez-en une pour en ajouter une autre.",
  describe: "Modifier la description",
  remove: "Supprimer l’image",
  removeBody: "L’image est supprimée pour tout le monde. Elle ne peut pas être récupérée.",
  removed: "L’image a été supprimée.",
  unseen: "L’image n’a pas pu être chargée.",
};

import type { shortcuts as english } from "../english/shortcuts";

/** Français : les touches qui font quelque chose. */
export const shortcuts: typeof english = {
  title: "Raccourcis clavier",
  lead: "Pendant que vous écrivez, ils ne font rien.",
  isOn: "Raccourcis d’une seule lettre ou d’un seul signe",
  everywhere: "Partout",
  search: "Aller à la recherche",
  list: "Cette liste",
  close: "Fermer ce qui est ouvert",
  pages: "Aller à une page",
  lists: "Dans les tableaux et les résultats",
  down: "Ligne suivante",
  up: "Ligne précédente",
  open: "L’ouvrir",
  select: "La sélectionner",
};

import type { exports as english } from "../english/exports";
import { counted } from "../languages";

const n = counted("fr");

const size = (rows: number | undefined, columns: number) => [
  ...(rows === undefined ? [] : [n(rows, { one: "# ligne", other: "# lignes" })]), n(columns, { one: "# colonne", other: "# colonnes" }),
].join(", ");

/** Français : les listes en route vers des fichiers. */
export const exports: typeof english = {
  title: "Exports",
  lead: "Des listes que le serveur écrit dans des fichiers pendant que vous continuez. Un fichier est gardé un jour, et vous seul le voyez.",
  more: "Autres façons d’exporter",
  shown: {
    csv: (rows: number | undefined, columns: number) => `CSV comme affiché : ${size(rows, columns)}`,
    xlsx: (rows: number | undefined, columns: number) => `Excel comme affiché : ${size(rows, columns)}`,
  },
  later: { CSV: "CSV en arrière-plan", WORKBOOK: "Excel en arrière-plan" },
  list: "Liste",
  lists: { stations: "Bornes", sessions: "Sessions de charge", tags: "Badges" },
  formats: { CSV: "CSV", WORKBOOK: "Excel" },
  state: "État",
  states: { QUEUED: "En attente", RUNNING: "En cours d’écriture", DONE: "Prêt", FAILED: "Échoué" },
  rows: "Lignes",
  file: "Fichier",
  download: "Télécharger",
  created: "Demandé",
  expires: "Gardé jusqu’au",
  none: "Aucun export",
  noneBody: "Ouvrez une liste, par exemple les sessions de charge, et choisissez-y l’export en arrière-plan.",
  remove: "Supprimer",
  removeTitle: (count: number) => n(count, { one: "Supprimer l’export ?", other: "Supprimer # exports ?" }),
  removeBody: "Son fichier disparaît avec lui ; s’il n’est pas prêt, il s’arrête. La liste elle-même reste telle quelle.",
  removed: (count: number) => n(count, { one: "L’export est supprimé.", other: "# exports sont supprimés." }),
};

import type { table as english } from "../english/table";
import { counted } from "../languages";

const n = counted("fr");

/** Français : les tableaux, leurs filtres et leurs colonnes. */
export const table: typeof english = {
  columns: "Colonnes",
  compact: "Lignes serrées",
  reset: "Rétablir l’affichage standard",
  kept: "Gardé pour votre compte",
  always: "toujours affiché",
  move: (column) => `Déplacer ${column}`,
  moveHint: "Glisser, ou flèche vers le haut ou le bas",
  actions: "Actions",
  actionsOf: (name) => `Actions pour ${name}`,
  select: (name) => `Sélectionner ${name}`,
  selectPage: "Sélectionner cette page",
  selection: "Sélection",
  selected: (number) => n(number, { one: "# sélectionné", other: "# sélectionnés" }),
  selectAll: (number) => `Tout sélectionner (${number})`,
  selectFirst: (number) => `Sélectionner les ${number} premiers`,
  selecting: "Sélection en cours…",
  clearSelection: "Effacer",
  filters: "Filtres",
  filterIs: (label, value) => `${label} : ${value}`,
  clearFilter: (label) => `Retirer le filtre ${label}`,
  clearFilters: "Retirer les filtres",
  apply: "Appliquer",
  from: "De",
  to: "À",
  spans: { today: "Aujourd’hui", "7d": "7 jours", "14d": "14 jours", "30d": "30 jours" },
  period: (from, to) =>
    (from === undefined ? `jusqu’à ${to ?? ""}` : to === undefined ? `depuis ${from}` : `${from} – ${to}`),
  refresh: "Actualiser",
  export: "Exporter en CSV",
  exportWorkbook: "Exporter Excel",
  exportFailed: "L’export n’est pas arrivé. Réessayez.",
  noMatch: "Rien ne correspond à ces filtres",
  noRows: "Aucune ligne",
  range: (from, to) => `${from}–${to}`,
  rangeOf: (from, to, total) => `${from}–${to} sur ${total}`,
  rowsPerPage: "Lignes par page",
  first: "Début",
  pageOf: (page, pages) => `${page} / ${pages}`,
};

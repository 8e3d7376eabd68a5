import type { charts as english } from "../english/charts";

/** Français : les diagrammes. */
export const charts: typeof english = {
  asTable: "Afficher en tableau",
  time: "Heure",
  day: "Jour",
  inUnit: (label, unit) => (unit === "" ? label : `${label}, ${unit}`),
};

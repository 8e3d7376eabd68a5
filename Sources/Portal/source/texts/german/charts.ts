import type { charts as english } from "../english/charts";

/** Deutsch: Diagramme. */
export const charts: typeof english = {
  asTable: "Als Tabelle zeigen",
  time: "Zeit",
  day: "Tag",
  inUnit: (label, unit) => (unit === "" ? label : `${label}, ${unit}`),
};

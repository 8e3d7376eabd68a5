import type { table as english } from "../english/table";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: Tabellen, ihre Filter und Spalten. */
export const table: typeof english = {
  columns: "Spalten",
  compact: "Enge Zeilen",
  reset: "Auf Standard zurücksetzen",
  kept: "Gilt für Ihr Konto",
  always: "immer sichtbar",
  move: (column) => `${column} verschieben`,
  moveHint: "Ziehen, oder Pfeil nach oben oder unten",
  actions: "Aktionen",
  actionsOf: (name) => `Aktionen für ${name}`,
  select: (name) => `${name} auswählen`,
  selectPage: "Diese Seite auswählen",
  selection: "Auswahl",
  selected: (number) => n(number, { one: "# ausgewählt", other: "# ausgewählt" }),
  clearSelection: "Aufheben",
  filters: "Filter",
  filterIs: (label, value) => `${label}: ${value}`,
  clearFilter: (label) => `Filter ${label} aufheben`,
  clearFilters: "Filter aufheben",
  apply: "Anwenden",
  from: "Von",
  to: "Bis",
  spans: { today: "Heute", "7d": "7 Tage", "14d": "14 Tage", "30d": "30 Tage" },
  period: (from, to) => (from === undefined ? `bis ${to ?? ""}` : to === undefined ? `ab ${from}` : `${from} – ${to}`),
  refresh: "Neu laden",
  export: "CSV exportieren",
  exportWorkbook: "Excel exportieren",
  exportFailed: "Der Export ist nicht gekommen. Versuchen Sie es noch einmal.",
  noMatch: "Nichts passt zu diesen Filtern",
  noRows: "Keine Zeilen",
  range: (from, to) => `${from}–${to}`,
  rangeOf: (from, to, total) => `${from}–${to} von ${total}`,
  rowsPerPage: "Zeilen je Seite",
  first: "Anfang",
  pageOf: (page, pages) => `${page} / ${pages}`,
};

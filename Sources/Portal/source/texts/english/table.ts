import { counted } from "../languages";

const n = counted("en");

/** English: tables, their filters and their columns. */
export const table = {
  columns: "Columns",
  compact: "Compact rows",
  reset: "Reset to standard",
  kept: "Kept for your account",
  always: "always shown",
  move: (column: string) => `Move ${column}`,
  moveHint: "Drag, or press the arrow up or down",
  actions: "Actions",
  actionsOf: (name: string) => `Actions for ${name}`,
  select: (name: string) => `Select ${name}`,
  selectPage: "Select this page",
  selection: "Selection",
  selected: (number: number) => n(number, { one: "# selected", other: "# selected" }),
  clearSelection: "Clear",
  filters: "Filters",
  filterIs: (label: string, value: string) => `${label}: ${value}`,
  clearFilter: (label: string) => `Clear the filter ${label}`,
  clearFilters: "Clear filters",
  apply: "Apply",
  from: "From",
  to: "To",
  spans: { today: "Today", "7d": "7 days", "14d": "14 days", "30d": "30 days" },
  period: (from: string | undefined, to: string | undefined) =>
    (from === undefined ? `until ${to ?? ""}` : to === undefined ? `from ${from}` : `${from} – ${to}`),
  refresh: "Refresh",
  export: "Export CSV",
  exportWorkbook: "Export Excel",
  exportFailed: "The export did not come. Try again.",
  noMatch: "Nothing matches these filters",
  noRows: "No rows",
  range: (from: string, to: string) => `${from}–${to}`,
  rangeOf: (from: string, to: string, total: string) => `${from}–${to} of ${total}`,
  rowsPerPage: "Rows per page",
  first: "First",
  pageOf: (page: string, pages: string) => `${page} / ${pages}`,
};

import { counted } from "../languages";

const n = counted("en");

const size = (rows: number | undefined, columns: number) => [
  ...(rows === undefined ? [] : [n(rows, { one: "# row", other: "# rows" })]), n(columns, { one: "# column", other: "# columns" }),
].join(", ");

/** English: lists on their way into files. */
export const exports = {
  title: "Exports",
  lead: "Lists that the server writes into files while you go on. A file is kept for a day, and only you see it.",
  more: "More ways to export",
  shown: {
    csv: (rows: number | undefined, columns: number) => `CSV as shown: ${size(rows, columns)}`,
    xlsx: (rows: number | undefined, columns: number) => `Excel as shown: ${size(rows, columns)}`,
  },
  later: { CSV: "CSV in the background", WORKBOOK: "Excel in the background" },
  list: "List",
  lists: { stations: "Stations", sessions: "Charging sessions", tags: "Tags" },
  formats: { CSV: "CSV", WORKBOOK: "Excel" },
  state: "State",
  states: { QUEUED: "Waiting", RUNNING: "Being written", DONE: "Ready", FAILED: "Failed" },
  rows: "Rows",
  file: "File",
  download: "Download",
  created: "Asked for",
  expires: "Kept until",
  none: "No exports",
  noneBody: "Open a list such as the charging sessions, and choose there to export it in the background.",
  remove: "Delete",
  removeTitle: (count: number) => n(count, { one: "Delete the export?", other: "Delete # exports?" }),
  removeBody: "Its file goes with it, and it ends if it is not ready yet. The list itself stays as it is.",
  removed: (count: number) => n(count, { one: "The export is deleted.", other: "# exports are deleted." }),
};

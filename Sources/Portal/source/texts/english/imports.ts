import { counted } from "../languages";

const n = counted("en");

/** English: lists that are imported from a file. */
export const imports = {
  open: "Import",
  titles: { tags: "Import tags", stations: "Import stations" },
  lead: "From a CSV or Excel file. It is checked first: nothing changes until you press Import.",
  file: "File",
  choose: "CSV or Excel file (.xlsx)",
  keys: {
    tags: "Columns as the export has them; idTag is needed.",
    stations: "Columns as the export has them; chargePointId is needed. For new stations there may be a column password.",
  },
  rules: "Empty cells clear what is there, columns that are not in the file stay as they are. Up to 8 MB and 10,000 rows.",
  checking: "The server looks at the rows…",
  importing: "The rows are being imported…",
  tooLarge: "The file is larger than 8 MB.",
  unreadable: "The browser cannot read the file.",
  mend: "Nothing was changed. Mend the file or divide it, then choose it again.",
  changedMeanwhile: "Nothing was imported: something has changed since the file was checked. Look at the rows again.",
  refused: (count: number) => n(count, {
    one: "# row is refused; the table says why. Mend it in the file and choose the file again, or leave it out.",
    other: "# rows are refused; the table says why. Mend them in the file and choose the file again, or leave them out.",
  }),
  nothing: "There is nothing to import: everything is as the file says already.",
  ignored: (columns: string) => `Not taken from the file, because others write them: ${columns}.`,
  importRows: (count: number) => n(count, { one: "Import # row", other: "Import # rows" }),
  importRest: (count: number) => n(count, { one: "Import the other row", other: "Import the other # rows" }),
  imported: (count: number) => n(count, { one: "# row is imported.", other: "# rows are imported." }),
  leftOut: (count: number) => n(count, { one: "# row was left out.", other: "# rows were left out." }),
  saveReport: "Download the report",
  toList: "To the list",
  report: "Row by row",
  noRows: "The file has no rows",
  line: "Line",
  without: "without",
  outcome: "Outcome",
  outcomes: { NEW: "New", CHANGED: "Changed", UNCHANGED: "Unchanged", REFUSED: "Refused" },
  details: "What changes, what is wrong",
};

import type { exports as english } from "../english/exports";
import { counted } from "../languages";

const n = counted("de");

const size = (rows: number | undefined, columns: number) => [
  ...(rows === undefined ? [] : [n(rows, { one: "# Zeile", other: "# Zeilen" })]), n(columns, { one: "# Spalte", other: "# Spalten" }),
].join(", ");

/** Deutsch: Listen auf dem Weg in Dateien. */
export const exports: typeof english = {
  title: "Exporte",
  lead: "Listen, die der Server in Dateien schreibt, während Sie weiterarbeiten. Eine Datei bleibt einen Tag, und nur Sie sehen sie.",
  more: "Weitere Arten zu exportieren",
  shown: {
    csv: (rows: number | undefined, columns: number) => `CSV wie angezeigt: ${size(rows, columns)}`,
    xlsx: (rows: number | undefined, columns: number) => `Excel wie angezeigt: ${size(rows, columns)}`,
  },
  later: { CSV: "CSV im Hintergrund", WORKBOOK: "Excel im Hintergrund" },
  list: "Liste",
  lists: { stations: "Stationen", sessions: "Ladevorgänge", tags: "Tags" },
  formats: { CSV: "CSV", WORKBOOK: "Excel" },
  state: "Zustand",
  states: { QUEUED: "Wartet", RUNNING: "Wird geschrieben", DONE: "Fertig", FAILED: "Fehlgeschlagen" },
  rows: "Zeilen",
  file: "Datei",
  download: "Herunterladen",
  created: "Angefordert",
  expires: "Verfügbar bis",
  none: "Keine Exporte",
  noneBody: "Öffnen Sie eine Liste, etwa die Ladevorgänge, und wählen Sie dort den Export im Hintergrund.",
  remove: "Löschen",
  removeTitle: (count: number) => n(count, { one: "Den Export löschen?", other: "# Exporte löschen?" }),
  removeBody: "Seine Datei verschwindet mit ihm; ist er noch nicht fertig, endet er. Die Liste selbst bleibt, wie sie ist.",
  removed: (count: number) => n(count, { one: "Der Export ist gelöscht.", other: "# Exporte sind gelöscht." }),
};

import type { imports as english } from "../english/imports";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: Listen, die aus einer Datei importiert werden. */
export const imports: typeof english = {
  open: "Importieren",
  titles: { tags: "Tags importieren", stations: "Stationen importieren" },
  lead: "Aus einer CSV- oder Excel-Datei. Sie wird erst geprüft: Nichts ändert sich, bevor Sie auf Importieren drücken.",
  file: "Datei",
  choose: "CSV- oder Excel-Datei (.xlsx)",
  keys: {
    tags: "Spalten wie im Export; idTag ist nötig.",
    stations: "Spalten wie im Export; chargePointId ist nötig. Für neue Stationen kann es eine Spalte password geben.",
  },
  rules: "Leere Zellen leeren, was da ist; Spalten, die in der Datei fehlen, bleiben, wie sie sind. Bis zu 8 MB und 10.000 Zeilen.",
  checking: "Der Server sieht sich die Zeilen an …",
  importing: "Die Zeilen werden importiert …",
  tooLarge: "Die Datei ist größer als 8 MB.",
  unreadable: "Der Browser kann die Datei nicht lesen.",
  mend: "Nichts wurde geändert. Korrigieren oder teilen Sie die Datei, und wählen Sie sie noch einmal.",
  changedMeanwhile: "Nichts wurde importiert: Seit der Prüfung hat sich etwas geändert. Sehen Sie sich die Zeilen noch einmal an.",
  refused: (count: number) => n(count, {
    one: "# Zeile wird abgelehnt; die Tabelle sagt, warum. Korrigieren Sie sie in der Datei und wählen Sie die Datei noch einmal, oder lassen Sie sie aus.",
    other: "# Zeilen werden abgelehnt; die Tabelle sagt, warum. Korrigieren Sie sie in der Datei und wählen Sie die Datei noch einmal, oder lassen Sie sie aus.",
  }),
  nothing: "Es gibt nichts zu importieren: Alles ist schon so, wie die Datei es sagt.",
  ignored: (columns: string) => `Nicht aus der Datei übernommen, weil andere sie schreiben: ${columns}.`,
  importRows: (count: number) => n(count, { one: "# Zeile importieren", other: "# Zeilen importieren" }),
  importRest: (count: number) => n(count, { one: "Die andere Zeile importieren", other: "Die anderen # Zeilen importieren" }),
  imported: (count: number) => n(count, { one: "# Zeile ist importiert.", other: "# Zeilen sind importiert." }),
  leftOut: (count: number) => n(count, { one: "# Zeile wurde ausgelassen.", other: "# Zeilen wurden ausgelassen." }),
  saveReport: "Bericht herunterladen",
  toList: "Zur Liste",
  report: "Zeile für Zeile",
  noRows: "Die Datei hat keine Zeilen",
  line: "Zeile",
  without: "ohne",
  outcome: "Ergebnis",
  outcomes: { NEW: "Neu", CHANGED: "Geändert", UNCHANGED: "Unverändert", REFUSED: "Abgelehnt" },
  details: "Was sich ändert, was falsch ist",
};

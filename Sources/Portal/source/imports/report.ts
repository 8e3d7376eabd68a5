/** A list that is imported, and what the server says of each of its rows. */
import { Fault } from "../api/fault";
import { upload } from "../api/upload";

export type ImportTarget = "tags" | "stations";
export type ImportMode = "check" | "whole" | "rest";

export const outcomes = ["NEW", "CHANGED", "UNCHANGED", "REFUSED"] as const;
export type Outcome = (typeof outcomes)[number];

export interface ReportRow {
  readonly id: string;
  readonly line: number;
  readonly key: string;
  readonly outcome: Outcome;
  readonly changes: readonly { readonly field: string; readonly from: string | null; readonly to: string | null }[];
  /** The message begins with the field. */
  readonly problems: readonly { readonly field: string; readonly message: string }[];
}

export interface Report {
  readonly dryRun: boolean;
  readonly applied: boolean;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly ignoredColumns: readonly string[];
  readonly rows: readonly ReportRow[];
}

/** The server's own limit, looked at before the file is sent. */
export const largestFile = 8 * 1024 * 1024;

const queries: Readonly<Record<ImportMode, string>> = { check: "?dryRun=true", whole: "", rest: "?skipRefused=true" };
/** The rows were looked at and one of them was refused. */
const unprocessable = 422;

/** @throws {Fault} where the file could not be read as a whole; an `AbortError` where it was ended. */
export async function sendList(
  target: ImportTarget, file: Blob, mode: ImportMode, onProgress: (share: number) => void, signal: AbortSignal,
): Promise<Report> {
  const text = await upload(`/import/${target}${queries[mode]}`, file, { onProgress, signal, accepts: unprocessable });
  let report: Report;
  try {
    report = JSON.parse(text) as Report;
  } catch {
    throw new Fault("INTERNAL", "");
  }
  return { ...report, rows: report.rows.map((row) => ({ ...row, id: String(row.line) })) };
}

/** For a spreadsheet: a line for each thing that is wrong or changes. No cell is a formula. */
export function reportFile({ rows }: Report): Blob {
  const lines = rows.flatMap(({ line, key, outcome, changes, problems }) => {
    const said = [
      ...problems.map(({ field, message }) => [field, "", "", message]), ...changes.map(({ field, from, to }) => [field, from ?? "", to ?? "", ""]),
    ];
    return (said.length > 0 ? said : [["", "", "", ""]]).map((rest) => [String(line), key, outcome, ...rest]);
  });
  const all = [["line", "key", "outcome", "column", "from", "to", "problem"], ...lines];
  // With a mark of its order of bytes, without which spreadsheets take it for another encoding.
  return new Blob(["\uFEFF", all.map((cells) => cells.map(cell).join(",")).join("\r\n"), "\r\n"], { type: "text/csv" });
}

function cell(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replace(/"/g, '""')}"`;
}

/**
 * Makes a table of a trace.
 *
 * Takes whatever columns the server sends: the rows are the trace's first list of objects, and what else it holds is
 * shown beside it. A name that ends in Microseconds is a time, and shown in milliseconds.
 */
export interface TraceColumn {
  readonly key: string;
  readonly label: string;
  readonly isNumeric: boolean;
  /** For times, whose bars are drawn: the longest of the column. */
  readonly longest?: number;
}

export interface Trace {
  readonly columns: readonly TraceColumn[];
  readonly rows: readonly Record<string, unknown>[];
  readonly others: readonly { readonly label: string; readonly text: string }[];
}

const mostRows = 1000;
const time = /^(.+)Microseconds$/;

export function readTrace(trace: unknown): Trace {
  const members: [string, unknown][] = Array.isArray(trace)
    ? [["fields", trace]] : isObject(trace) ? Object.entries(trace) : [["trace", trace]];
  const list = members.find(([, value]) => Array.isArray(value) && value.some(isObject));
  const rows = (list ? (list[1] as unknown[]) : []).filter(isObject).slice(0, mostRows);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const flat = members.filter((member) => member !== list).flatMap(([key, value]): [string, unknown][] =>
    (isObject(value) ? Object.entries(value) : [[key, value]]));
  return {
    columns: keys.map((key) => column(key, rows)),
    rows,
    others: flat.map(([key, value]) => ({ label: words(key), text: cellText(key, value) })),
  };
}

function column(key: string, rows: Trace["rows"]): TraceColumn {
  const isNumeric = rows.every((row) => typeof (row[key] ?? 0) === "number");
  const isBar = isNumeric && time.test(key) && !key.startsWith("start");
  const longest = Math.max(...rows.map((row) => Number(row[key] ?? 0)));
  return { key, label: words(key), isNumeric, ...(isBar && { longest }) };
}

/** Rows in the order of one column, numbers by size; as the server sent them without one. */
export function sorted(rows: Trace["rows"], key: string | undefined, isDescending: boolean): Trace["rows"] {
  if (key === undefined) return rows;
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [one[key], other[key]];
    if (typeof a === "number" || typeof b === "number") return sign * (Number(a ?? 0) - Number(b ?? 0));
    return sign * cellText(key, a).localeCompare(cellText(key, b));
  });
}

export function cellText(key: string, value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") {
    // Times stand below each other: all with three places.
    const digits = { maximumFractionDigits: 3, ...(time.test(key) && { minimumFractionDigits: 3 }) };
    return (time.test(key) ? value / 1000 : value).toLocaleString("en", digits);
  }
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return value.join(".");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** `startMicroseconds` as people say it: “Start, ms”. */
function words(key: string): string {
  const name = key.replace(time, "$1").replace(/([a-z])([A-Z])/g, (_, before: string, after: string) =>
    `${before} ${after.toLowerCase()}`);
  return name.charAt(0).toUpperCase() + name.slice(1) + (time.test(key) ? ", ms" : "");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

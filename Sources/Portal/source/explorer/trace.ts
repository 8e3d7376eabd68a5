/**
 * Makes a table of a trace.
 *
 * Takes whatever columns the server sends: the rows are the trace's first list of objects, and what else it holds is
 * shown beside it.
 */
export interface Trace {
  readonly columns: readonly { readonly key: string; readonly label: string; readonly isNumeric: boolean }[];
  readonly rows: readonly Record<string, unknown>[];
  readonly others: readonly (readonly [string, unknown])[];
}

const mostRows = 1000;

export function readTrace(trace: unknown): Trace {
  const members: [string, unknown][] = Array.isArray(trace)
    ? [["fields", trace]] : typeof trace === "object" && trace !== null ? Object.entries(trace) : [["trace", trace]];
  const list = members.find(([, value]) => Array.isArray(value) && value.some(isObject));
  const rows = (list ? (list[1] as unknown[]) : []).filter(isObject).slice(0, mostRows);
  const keys = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return {
    columns: keys.map((key) => ({
      key, label: words(key), isNumeric: rows.every((row) => row[key] === undefined || row[key] === null || typeof row[key] === "number"),
    })),
    rows,
    others: members.filter((member) => member !== list).map(([key, value]) => [words(key), value]),
  };
}

/** Rows in the order of one column, numbers by size; as the server sent them without one. */
export function sorted(
  rows: readonly Record<string, unknown>[], key: string | undefined, isDescending: boolean,
): readonly Record<string, unknown>[] {
  if (key === undefined) return rows;
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const [a, b] = [one[key], other[key]];
    if (typeof a === "number" || typeof b === "number") return sign * (Number(a ?? 0) - Number(b ?? 0));
    return sign * cellText(a).localeCompare(cellText(b));
  });
}

export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "number") return Number.isInteger(value) ? value.toLocaleString("en") : value.toLocaleString("en", { maximumFractionDigits: 3 });
  if (Array.isArray(value) && value.every((item) => typeof item !== "object")) return value.join(".");
  return typeof value === "string" ? value : JSON.stringify(value);
}

function words(key: string): string {
  const text = key.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

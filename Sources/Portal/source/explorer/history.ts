/** The queries that were run lately, kept in the browser's storage without tokens and passwords. */
import { parse } from "../graphql/parser";
import { withoutSecrets, type Request } from "../graphql/secrets";

export interface HistoryEntry extends Request {
  /** When it was run last, in milliseconds since 1970. */
  readonly at: number;
}

export const historyKey = "stationmaster.explorer.history";
const most = 50;
/** A query beyond this is somebody's export, and would push out all others. */
const longest = 100_000;

export function readHistory(): HistoryEntry[] {
  try {
    const list: unknown = JSON.parse(localStorage.getItem(historyKey) ?? "[]");
    return Array.isArray(list) ? list.filter(isEntry).slice(0, most) : [];
  } catch {
    return [];
  }
}

/** The newest first; the same request again moves up instead of standing there twice. */
export function withRun(entries: readonly HistoryEntry[], request: Request, at: number): HistoryEntry[] {
  const { query, variables } = withoutSecrets(request);
  if (query.trim() === "" || query.length + variables.length > longest) return [...entries];
  const others = entries.filter((entry) => entry.query !== query || entry.variables !== variables);
  return [{ query, variables, at }, ...others].slice(0, most);
}

/** False when the browser keeps nothing: no room, or storage switched off. */
export function writeHistory(entries: readonly HistoryEntry[]): boolean {
  try {
    if (entries.length === 0) localStorage.removeItem(historyKey);
    else localStorage.setItem(historyKey, JSON.stringify(entries));
    return true;
  } catch {
    return false;
  }
}

/** What a list shows of a query: its operations' names, or the first fields. */
export function titleOf(query: string): string {
  try {
    const operations = parse(query).document.definitions.flatMap((each) => (each.kind === "operation" ? [each] : []));
    const names = operations.map((operation) => operation.name?.value ?? operation.selections.items
      .flatMap((item) => (item.kind === "field" ? [item.name.value] : [])).slice(0, 3).join(", "));
    return names.filter((name) => name !== "").join(" · ").slice(0, 120) || firstLine(query);
  } catch {
    return firstLine(query);
  }
}

function firstLine(query: string): string {
  return (query.split("\n").find((line) => line.trim() !== "") ?? "").trim().slice(0, 120);
}

function isEntry(value: unknown): value is HistoryEntry {
  const entry = value as Partial<HistoryEntry> | null;
  return typeof entry?.query === "string" && typeof entry.variables === "string" && typeof entry.at === "number";
}

import { dateInput } from "../format/time";

/** The days that charts by day show: the last one and how many, or two of one's own. Days as in an input of type date. */
export interface Range {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Chosen by its days, not by how many. */
  readonly isOwn: boolean;
}

export const lengths = [7, 14, 30] as const;
export const standard = 14;
/** The server counts no more of them. */
export const most = 366;

const day = 86_400_000;
const noon = (text: string) => Date.parse(`${text}T12:00:00Z`);
const textOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** So many days before; negative: after. */
export function before(text: string, days: number): string {
  return textOf(noon(text) - days * day);
}

/** What the address says; where it says nothing that can be, the last fortnight. */
export function rangeOf(parameters: URLSearchParams, today = dateInput(new Date())): Range {
  const wanted = ["from", "to"].map((name) => /^\d{4}-\d{2}-\d{2}$/.exec(parameters.get(name) ?? "")?.[0]);
  const [from, to = today] = wanted;
  const days = from === undefined ? NaN : Math.round((noon(to) - noon(from)) / day) + 1;
  if (from !== undefined && days >= 1 && days <= most) return { from, to, days, isOwn: true };
  const length = lengths.find((each) => String(each) === parameters.get("days")) ?? standard;
  return { from: before(today, length - 1), to: today, days: length, isOwn: false };
}

/** What the forms of operations are made of. */
import type { Texts } from "../texts/english";

export type FieldName = keyof Texts["operations"]["fields"];
export type ChoiceName = keyof Texts["operations"]["choices"];

export interface FieldSpec {
  readonly name: FieldName;
  readonly type: "text" | "long" | "number" | "choice" | "moment" | "connector" | "tag" | "session" | "image" | "list" | "periods";
  readonly isRequired?: boolean;
  readonly choices?: readonly ChoiceName[];
  readonly standard?: string;
  /** For numbers: the least, and how fine. */
  readonly least?: number;
  readonly step?: number;
  /** For connectors: whether 0, the whole station, can be meant. */
  readonly hasWhole?: boolean;
  /** Behind “More”, since it is seldom needed. */
  readonly isSeldom?: boolean;
  /** Only for these values of another field. */
  readonly when?: readonly [field: FieldName, values: readonly string[]];
}

/** What is typed, by the fields' names. */
export type Typed = Readonly<Partial<Record<FieldName, string>>>;

export interface Problem {
  readonly field: FieldName;
  readonly kind: "missing" | "number" | "least" | "periods";
}

export function isAsked(field: FieldSpec, typed: Typed): boolean {
  if (!field.when) return true;
  const [other, values] = field.when;
  return values.includes(typed[other] ?? "");
}

export function problemsOf(fields: readonly FieldSpec[], typed: Typed): readonly Problem[] {
  return fields.filter((field) => isAsked(field, typed)).flatMap((field): Problem[] => {
    const text = (typed[field.name] ?? "").trim();
    if (text === "") return field.isRequired ? [{ field: field.name, kind: "missing" }] : [];
    if (field.type === "periods") return periodsOf(text) ? [] : [{ field: field.name, kind: "periods" }];
    if (field.type !== "number") return [];
    const number = Number(text.replace(",", "."));
    if (!Number.isFinite(number) || (field.step === undefined && !Number.isInteger(number))) {
      return [{ field: field.name, kind: "number" }];
    }
    return field.least !== undefined && number < field.least ? [{ field: field.name, kind: "least" }] : [];
  });
}

/** The values as the API takes them; what is empty is left out. */
export function valuesOf(fields: readonly FieldSpec[], typed: Typed): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of fields) {
    const text = (typed[field.name] ?? "").trim();
    if (text === "" || !isAsked(field, typed)) continue;
    values[field.name] = valueOf(field, text);
  }
  return values;
}

function valueOf({ type }: FieldSpec, text: string): unknown {
  switch (type) {
    case "number": return Number(text.replace(",", "."));
    case "connector": return Number(text);
    case "moment": return new Date(text).toISOString();
    case "list": return text.split(/[\s,]+/).filter(Boolean);
    case "periods": return periodsOf(text);
    default: return text;
  }
}

export interface Period {
  readonly startSeconds: number;
  readonly limit: number;
}

/** One line each: `0:00 16`, hours and minutes from the start, and the limit. Undefined where a line is not so. */
export function periodsOf(text: string): readonly Period[] | undefined {
  const periods: Period[] = [];
  for (const line of text.split("\n").map((each) => each.trim()).filter(Boolean)) {
    const match = /^(\d{1,3}):([0-5]\d)\s+(\d+(?:[.,]\d)?)$/.exec(line);
    if (!match) return undefined;
    const [, hours = "", minutes = "", limit = ""] = match;
    periods.push({ startSeconds: Number(hours) * 3600 + Number(minutes) * 60, limit: Number(limit.replace(",", ".")) });
  }
  const isOrdered = periods.every((period, index) => period.startSeconds > (periods[index - 1]?.startSeconds ?? -1));
  return periods.length > 0 && periods[0]?.startSeconds === 0 && isOrdered ? periods : undefined;
}

/** From what a station was asked to the form of asking it again: back from what `kinds.ts` sends. */
import { localInput } from "../format/time";
import type { FieldSpec, Period, Typed } from "./fields";

type Values = Readonly<Record<string, unknown>>;

/** The server shows nobody what is secret. */
const mask = "***";

export function typedOf(fields: readonly FieldSpec[], request: unknown): Typed {
  const values = flat(object(request));
  return Object.fromEntries(fields.flatMap((field): [string, string][] => {
    const text = textOf(field, values[field.name]);
    return text === undefined || text.includes(mask) ? [] : [[field.name, text]];
  }));
}

/** A charging profile has fields of its own in the forms; of a start it is the limit. */
function flat(values: Values): Values {
  if (values["profile"] === undefined) return values;
  const { kind, schedule: timetable, ...profile } = object(values["profile"]);
  const schedule = object(timetable);
  const [only, ...others] = Array.isArray(schedule["periods"]) ? schedule["periods"] as readonly Period[] : [];
  const limitKw = schedule["unit"] === "W" && only && others.length === 0 ? only.limit / 1000 : undefined;
  return { ...values, ...profile, profileKind: kind, ...schedule, limitKw };
}

function textOf({ type }: FieldSpec, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  switch (type) {
    case "moment": return localInput(new Date(String(value)));
    case "list": return Array.isArray(value) ? value.join(" ") : undefined;
    case "periods": return Array.isArray(value) ? (value as readonly Period[]).map(line).join("\n") : undefined;
    default: return typeof value === "object" ? undefined : String(value as string | number | boolean);
  }
}

function line({ startSeconds, limit }: Period): string {
  const minutes = Math.floor(startSeconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")} ${limit}`;
}

function object(value: unknown): Values {
  return typeof value === "object" && value !== null ? value as Values : {};
}

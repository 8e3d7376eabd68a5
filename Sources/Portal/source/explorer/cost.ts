import { texts } from "./texts/texts";

/** The cost that the server counted, in few words: a number, what was used of what is allowed, or each part by name. */
export function costText(cost: unknown): string | undefined {
  if (typeof cost === "number") return texts.result.cost(number(cost));
  if (typeof cost !== "object" || cost === null) return undefined;
  const parts = Object.entries(cost).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  const { estimated, allowed } = Object.fromEntries(parts);
  if (parts.length === 2 && estimated !== undefined && allowed !== undefined) {
    return texts.result.costOf(number(estimated), number(allowed));
  }
  if (parts.length === 0) return undefined;
  return texts.result.cost(parts.map(([name, value]) => `${name} ${number(value)}`).join(", "));
}

function number(value: number): string {
  return value.toLocaleString("en");
}

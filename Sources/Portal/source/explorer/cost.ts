/** The cost that the server counted, in few words: a number, or each part of it by name. */
export function costText(cost: unknown): string | undefined {
  if (typeof cost === "number") return cost.toLocaleString("en");
  if (typeof cost !== "object" || cost === null) return undefined;
  const parts = Object.entries(cost).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  return parts.map(([name, value]) => `${name} ${value.toLocaleString("en")}`).join(", ") || undefined;
}

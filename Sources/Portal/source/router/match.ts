/** Paths such as `/stations/:cpid/:tab?`. */
export type PathValues = Readonly<Record<string, string>>;

/** The values of a path's parts, or undefined where it does not fit. */
export function match(pattern: string, path: string): PathValues | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (given.length > wanted.length) return undefined;
  const values: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const text = given[index];
    if (!part.startsWith(":")) {
      if (part !== text) return undefined;
      continue;
    }
    const name = part.replace(/^:|\?$/g, "");
    if (text === undefined || text === "") {
      if (!part.endsWith("?")) return undefined;
      continue;
    }
    try {
      values[name] = decodeURIComponent(text);
    } catch {
      return undefined;
    }
  }
  return values;
}

/** How figures and times are written: in the portal's language, with the region of the browser where it has that language. */
import { language } from "../texts/texts";

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

export function locale(): string {
  return navigator.languages.find((each) => each.toLowerCase().startsWith(`${language}-`)) ?? language;
}

export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function cached<Kind extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(
  kind: string, options: object, make: (name: string) => Kind,
): Kind {
  const key = `${kind} ${locale()} ${JSON.stringify(options)}`;
  const known = cache.get(key) as Kind | undefined;
  if (known) return known;
  const made = make(locale());
  cache.set(key, made);
  return made;
}

export function numbers(options: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return cached("number", options, (name) => new Intl.NumberFormat(name, options));
}

export function dates(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return cached("date", options, (name) => new Intl.DateTimeFormat(name, options));
}

export function relatives(): Intl.RelativeTimeFormat {
  return cached("relative", {}, (name) => new Intl.RelativeTimeFormat(name, { numeric: "always", style: "short" }));
}

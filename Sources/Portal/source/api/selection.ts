/**
 * How the store keeps a document's answers, read from the document's text: a built document would otherwise carry every
 * field twice.
 */
import type { AnyDocument, Selection, Stored } from "./document";

const known = new WeakMap<object, Selection>();

/** Read once for a document. */
export function selectionOf(document: Pick<AnyDocument, "text">): Selection {
  let selection = known.get(document);
  if (!selection) {
    selection = read(document.text);
    known.set(document, selection);
  }
  return selection;
}

type Growing = Record<string, Stored | readonly [name: string, stored: Stored]>;

/** The build has checked the text, and has written it without comments, commas and block strings. */
function read(text: string): Selection {
  const [operation = "", ...rest] = text.split(/\bfragment (\w+) on \w+(?=[{@])/);
  const fragments = new Map<string, string>();
  for (let at = 0; at < rest.length; at += 2) fragments.set(rest[at] ?? "", rest[at + 1] ?? "");
  const result: Growing = {};
  new Reader(operation, fragments).definition(result);
  return result;
}

class Reader {
  private readonly signs: readonly string[];
  private at = 0;

  constructor(text: string, private readonly fragments: ReadonlyMap<string, string>) {
    this.signs = text.match(/"(?:\\.|[^"\\])*"|\.\.\.|\$?\w+|\S/g) ?? [];
  }

  /** What stands before the first brace that is none of an argument says nothing about the answer. */
  definition(into: Growing): void {
    while (this.at < this.signs.length && this.signs[this.at] !== "{") {
      if (this.signs[this.at] === "(") this.inParentheses();
      else this.at += 1;
    }
    this.fields(into);
  }

  private fields(into: Growing): void {
    this.at += 1;
    while (this.at < this.signs.length && !this.take("}")) {
      if (this.take("...")) this.spread(into);
      else this.field(into);
    }
  }

  private spread(into: Growing): void {
    const fragment = /^\w/.test(this.signs[this.at] ?? "") ? this.next() : "";
    if (fragment === "on") this.at += 1;
    this.directives();
    if (this.signs[this.at] === "{") this.fields(into);
    else new Reader(this.fragments.get(fragment) ?? "", this.fragments).definition(into);
  }

  private field(into: Growing): void {
    const key = this.next();
    let name = this.take(":") ? this.next() : key;
    if (this.signs[this.at] === "(") name += this.inParentheses();
    this.directives();
    let stored: Stored = 1;
    if (this.signs[this.at] === "{") {
      const before = into[key];
      const inner: Growing = { ...(Array.isArray(before) ? before[1] as Selection : before as Selection | undefined) };
      this.fields(inner);
      stored = inner;
    }
    into[key] = name === key ? stored : [name, stored];
  }

  private directives(): void {
    while (this.take("@")) {
      this.at += 1;
      if (this.signs[this.at] === "(") this.inParentheses();
    }
  }

  /** As they stand; a blank keeps a value and the next name apart. */
  private inParentheses(): string {
    const start = this.at;
    for (let depth = 0; this.at < this.signs.length;) {
      const sign = this.next();
      if (sign === "(") depth += 1;
      if (sign === ")") depth -= 1;
      if (depth === 0) break;
    }
    return this.signs.slice(start, this.at).join(" ");
  }

  private next(): string {
    this.at += 1;
    return this.signs[this.at - 1] ?? "";
  }

  private take(sign: string): boolean {
    if (this.signs[this.at] !== sign) return false;
    this.at += 1;
    return true;
  }
}

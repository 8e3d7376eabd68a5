/**
 * Finds out what may stand at the cursor.
 *
 * Reads the tokens before it as the grammar has them, with the types beside, and never gives up on one that does not
 * belong: most texts that are being typed are wrong somewhere.
 */
import type { OperationType } from "./ast";
import { nullable, type InputValue, type NamedType, type Schema, type TypeReference } from "./schema";
import { isString, tokenize, type Token } from "./tokens";

export type Place =
  | { readonly kind: "definition" }
  | { readonly kind: "selection"; readonly parent: NamedType }
  | { readonly kind: "spread"; readonly parent: NamedType }
  | { readonly kind: "typeCondition"; readonly parent?: NamedType }
  | {
    readonly kind: "argument" | "inputField"; readonly known: readonly InputValue[]; readonly used: ReadonlySet<string>;
  }
  | { readonly kind: "value"; readonly type: TypeReference; readonly takesVariables: boolean }
  | { readonly kind: "variable"; readonly type?: TypeReference }
  | { readonly kind: "variableType" }
  | { readonly kind: "directive"; readonly location: string }
  | { readonly kind: "nothing" };

export interface CompletionContext {
  readonly place: Place;
  /** What is typed already, its sign included; the completion takes its place. */
  readonly prefix: string;
  readonly start: number;
}

/** The cursor was reached; carries what was found there through the frames that read up to it. */
class Reached {
  constructor(readonly place: Place) {}
}

const deepest = 200;

export function completionContext(source: string, cursor: number, schema: Schema): CompletionContext {
  const prefix = /[$@]?[_0-9A-Za-z]*$/.exec(source.slice(0, cursor))?.[0] ?? "";
  const start = cursor - prefix.length;
  const { tokens, comments } = tokenize(source);
  const isInside = comments.some((comment) => comment.start < cursor && cursor <= comment.end)
    || tokens.some((token) => (isString(token) || (token.kind === "bad" && token.text.startsWith('"')))
      && token.start < cursor && cursor < token.end + (token.kind === "bad" ? 1 : 0));
  if (isInside || /^[0-9]/.test(prefix)) return { place: { kind: "nothing" }, prefix, start };
  const before = tokens.filter((token) => token.end <= start && token.kind !== "end");
  return { place: new Reader(schema, before, prefix).place(), prefix, start };
}

class Reader {
  private index = 0;
  private depth = 0;
  private location = "";

  constructor(private readonly schema: Schema, private readonly tokens: Token[], private readonly prefix: string) {}

  place(): Place {
    try {
      for (;;) {
        this.location = "";
        this.reach({ kind: "definition" });
        this.definition();
      }
    } catch (end) {
      if (!(end instanceof Reached)) throw end;
      return this.bySign(end.place);
    }
  }

  /** A dollar or at sign says what is meant, whatever else could stand here. */
  private bySign(place: Place): Place {
    if (this.prefix.startsWith("@")) {
      return this.location ? { kind: "directive", location: this.location } : { kind: "nothing" };
    }
    if (!this.prefix.startsWith("$")) return place;
    if (place.kind === "value" && place.takesVariables) return { kind: "variable", type: place.type };
    return place.kind === "variable" ? place : { kind: "nothing" };
  }

  private definition(): void {
    if (this.is("{")) {
      return this.selectionSet(this.schema.root("query"));
    }
    const word = this.next();
    if (word === "fragment") return this.fragment();
    if (word !== "query" && word !== "mutation" && word !== "subscription") return;
    this.operation(word);
  }

  private operation(type: OperationType): void {
    this.location = type.toUpperCase();
    this.reach({ kind: "nothing" });
    if (this.isName) this.next();
    this.reach({ kind: "nothing" });
    if (this.is("(")) this.variables();
    this.location = type.toUpperCase();
    this.directives(false);
    this.reach({ kind: "nothing" });
    if (this.is("{")) this.selectionSet(this.schema.root(type));
  }

  private fragment(): void {
    this.reach({ kind: "nothing" });
    if (this.isName) this.next();
    this.reach({ kind: "nothing" });
    if (!this.is("on")) return;
    this.next();
    this.reach({ kind: "typeCondition" });
    const type = this.schema.type(this.next());
    this.location = "FRAGMENT_DEFINITION";
    this.directives(true);
    this.reach({ kind: "nothing" });
    if (this.is("{")) this.selectionSet(type);
  }

  private variables(): void {
    this.next();
    for (;;) {
      this.reach({ kind: "nothing" });
      if (this.is(")")) {
        this.next();
        return;
      }
      if (this.is("{")) return;
      if (this.is("$")) this.variable();
      else this.next();
    }
  }

  private variable(): void {
    this.next();
    this.reach({ kind: "nothing" });
    if (this.isName) this.next();
    this.reach({ kind: "nothing" });
    if (!this.is(":")) return;
    this.next();
    this.reach({ kind: "variableType" });
    let type: TypeReference | undefined;
    while (this.is("[")) {
      this.next();
      this.reach({ kind: "variableType" });
    }
    if (this.isName) {
      const named = this.schema.type(this.next());
      type = named && { kind: named.kind, name: named.name };
    }
    this.location = "VARIABLE_DEFINITION";
    this.reach({ kind: "nothing" });
    while (this.is("!") || this.is("]")) {
      this.next();
      this.reach({ kind: "nothing" });
    }
    if (this.is("=")) {
      this.next();
      this.value(type, false);
    }
    this.directives(false);
  }

  private selectionSet(parent: NamedType | undefined): void {
    this.next();
    this.nested(() => {
      this.location = "";
      const here: Place = parent ? { kind: "selection", parent } : { kind: "nothing" };
      for (;;) {
        this.reach(here);
        if (this.is("}")) {
          this.next();
          return;
        }
        if (this.is("...")) this.spread(parent);
        else if (this.isName) this.field(parent, here);
        else if (this.is("{")) this.selectionSet(undefined);
        else this.next();
      }
    });
    this.location = "";
  }

  private field(parent: NamedType | undefined, here: Place): void {
    let name = this.next();
    if (this.isAt(":")) {
      this.next();
      this.reach(here);
      if (this.isName) name = this.next();
    }
    const definition = parent && this.schema.field(parent, name);
    this.location = "FIELD";
    if (this.isAt("(")) this.arguments(definition?.args);
    this.location = "FIELD";
    this.directives(true);
    if (this.isAt("{")) this.selectionSet(this.schema.named(definition?.type));
  }

  private spread(parent: NamedType | undefined): void {
    this.next();
    this.location = "INLINE_FRAGMENT";
    this.reach(parent ? { kind: "spread", parent } : { kind: "nothing" });
    let type = parent;
    if (this.is("on")) {
      this.next();
      this.reach({ kind: "typeCondition", ...(parent && { parent }) });
      if (this.isName) type = this.schema.type(this.next());
    } else if (this.isName) {
      this.next();
      this.location = "FRAGMENT_SPREAD";
      return this.directives(true);
    }
    this.directives(true);
    if (this.isAt("{")) this.selectionSet(type);
  }

  private arguments(known: readonly InputValue[] | undefined): void {
    this.location = "";
    this.next();
    this.members("argument", ")", known, true);
  }

  private members(
    kind: "argument" | "inputField", close: string, known: readonly InputValue[] | undefined, takesVariables: boolean,
  ): void {
    const used = new Set<string>();
    for (;;) {
      this.reach(known ? { kind, known, used } : { kind: "nothing" });
      if (this.is(close)) {
        this.next();
        return;
      }
      if (!this.isName) {
        // A brace that opens a selection says that the list was never closed.
        if (this.is("{") || this.is("}")) return;
        this.next();
        continue;
      }
      const name = this.next();
      used.add(name);
      if (!this.isAt(":")) continue;
      this.next();
      this.value(known?.find((each) => each.name === name)?.type, takesVariables);
    }
  }

  private value(type: TypeReference | undefined, takesVariables: boolean): void {
    this.nested(() => {
      this.reach(type ? { kind: "value", type, takesVariables } : { kind: "variable" });
      const inner = type && nullable(type);
      if (this.is("[")) {
        this.next();
        const item = inner?.kind === "LIST" ? inner.ofType ?? undefined : undefined;
        while (!this.isAt("]", item ? { kind: "value", type: item, takesVariables } : { kind: "nothing" })) {
          if (this.is(")") || this.is("}")) return;
          this.value(item, takesVariables);
        }
        this.next();
      } else if (this.is("{")) {
        this.next();
        const named = this.schema.named(inner);
        this.members("inputField", "}", named?.inputFields ?? undefined, takesVariables);
      } else if (this.is("$")) {
        this.next();
        this.reach({ kind: "nothing" });
        if (this.isName) this.next();
      } else if (!this.is(")") && !this.is("}") && !this.is("]")) {
        this.next();
      }
    });
  }

  private directives(isSelection: boolean): void {
    const location = this.location;
    while (this.isAt("@")) {
      this.next();
      this.reach({ kind: "directive", location });
      const definition = this.schema.directives.get(this.isName ? this.next() : "");
      if (this.isAt("(")) this.arguments(definition?.args);
      this.location = location;
    }
    if (!isSelection) this.location = location;
  }

  // Steps

  private get text(): string {
    return this.tokens[this.index]?.text ?? "";
  }

  private is(text: string): boolean {
    return this.text === text;
  }

  private get isName(): boolean {
    return this.tokens[this.index]?.kind === "name";
  }

  /** At the end of the tokens this is where the cursor stands. */
  private reach(place: Place): void {
    if (this.index >= this.tokens.length) throw new Reached(place);
  }

  /** Looks ahead inside a construct; at the end of the tokens what follows is for the frame around to say. */
  private isAt(text: string, place?: Place): boolean {
    if (place) this.reach(place);
    return this.is(text);
  }

  private next(): string {
    const text = this.text;
    this.index += 1;
    return text;
  }

  private nested(body: () => void): void {
    this.depth += 1;
    if (this.depth > deepest) throw new Reached({ kind: "nothing" });
    body();
    this.depth -= 1;
  }
}


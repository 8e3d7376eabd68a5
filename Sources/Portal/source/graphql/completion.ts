/** What can be written at the cursor, best first. */
import { completionContext, type Place } from "./completionContext";
import {
  isComposite, isInput, isRequired, nullable, referenceText, type FieldDefinition, type InputValue, type NamedType,
  type Schema, type TypeReference,
} from "./schema";
import { tokenize, type Token } from "./tokens";
import { fits } from "./valueRules";

export interface Suggestion {
  /** What is inserted. */
  readonly text: string;
  readonly label: string;
  /** The type, in grey behind the label. */
  readonly detail: string;
  readonly description?: string;
  readonly isDeprecated?: boolean;
}

export interface Completion {
  /** What the chosen suggestion replaces. */
  readonly start: number;
  readonly end: number;
  readonly suggestions: Suggestion[];
}

const mostSuggestions = 200;

export function complete(source: string, cursor: number, schema: Schema): Completion {
  const { place, prefix, start } = completionContext(source, cursor, schema);
  const word = prefix.replace(/^[$@]/, "").toLowerCase();
  const ranked = new Finder(source, schema).at(place, prefix)
    .map((suggestion, index) =>
      ({ suggestion, index, rank: rank(suggestion.label.replace(/^[$@]/, "").toLowerCase(), word) }))
    .filter(({ rank }) => rank < 4)
    .sort((one, other) => one.rank - other.rank || one.index - other.index)
    .map(({ suggestion }) => suggestion);
  return { start, end: cursor, suggestions: ranked.slice(0, mostSuggestions) };
}

/** The beginning of a name counts most, then the beginning of one of its words, then any part. */
function rank(label: string, word: string): number {
  if (label === word) return 0;
  if (label.startsWith(word)) return 1;
  const at = label.indexOf(word);
  if (at > 0) return label[at - 1] === "_" ? 2 : 3;
  return 4;
}

class Finder {
  private readonly tokens: Token[];

  constructor(source: string, private readonly schema: Schema) {
    this.tokens = tokenize(source).tokens;
  }

  at(place: Place, prefix: string): Suggestion[] {
    switch (place.kind) {
      case "definition": return this.definitions();
      case "selection": return this.fields(place.parent);
      case "spread": return [...keywords("on"), ...this.fragments(place.parent)];
      case "typeCondition": return this.conditions(place.parent);
      case "argument":
      case "inputField": return members(place.known, place.used);
      case "value": return this.values(place.type, place.takesVariables);
      case "variable": return prefix === "" && !place.type ? [] : this.variables(place.type);
      case "variableType": return this.types(isInput);
      case "directive": return this.directives(place.location);
      case "nothing": return [];
    }
  }

  private definitions(): Suggestion[] {
    const operations = (["query", "mutation", "subscription"] as const).filter((type) => this.schema.root(type));
    return [...keywords(...operations, "fragment"), { text: "{", label: "{", detail: "a query without a name" }];
  }

  private fields(parent: NamedType): Suggestion[] {
    const meta = ["__typename", ...(parent === this.schema.root("query") ? ["__schema", "__type"] : [])]
      .flatMap((name) => this.schema.field(parent, name) ?? []);
    return [...(parent.fields ?? []), ...meta].map(field).sort(byDeprecation);
  }

  private fragments(parent: NamedType): Suggestion[] {
    const found: Suggestion[] = [];
    this.tokens.forEach((token, index) => {
      const [name, on, type] = [1, 2, 3].map((step) => this.tokens[index + step]?.text ?? "");
      if (token.text !== "fragment" || !name || on !== "on") return;
      const definition = this.schema.type(type);
      if (!definition || !isComposite(definition) || !this.schema.overlaps(parent, definition)) return;
      found.push({ text: name, label: name, detail: `on ${definition.name}` });
    });
    return found;
  }

  private conditions(parent: NamedType | undefined): Suggestion[] {
    return this.types((type) => isComposite(type) && (!parent || this.schema.overlaps(parent, type)));
  }

  private types(isWanted: (type: NamedType) => boolean): Suggestion[] {
    return [...this.schema.types.values()].filter((type) => isWanted(type) && !type.name.startsWith("__"))
      .sort((one, other) => (one.name < other.name ? -1 : 1))
      .map((type) => described(type, kindWords[type.kind]));
  }

  private values(type: TypeReference, takesVariables: boolean): Suggestion[] {
    const inner = nullable(type);
    const element = inner.kind === "LIST" && inner.ofType ? nullable(inner.ofType) : inner;
    const named = this.schema.type(element.name);
    const found: Suggestion[] = takesVariables ? this.variables(type) : [];
    if (named?.kind === "ENUM") {
      found.push(...(named.enumValues ?? []).map((value) => described(value, named.name)).sort(byDeprecation));
    } else if (named?.name === "Boolean") {
      found.push(...keywords("true", "false"));
    } else if (named?.kind === "INPUT_OBJECT") {
      found.push({ text: "{", label: "{", detail: named.name });
    }
    if (inner.kind === "LIST") found.push({ text: "[", label: "[", detail: referenceText(inner) });
    if (type.kind !== "NON_NULL") found.push(...keywords("null"));
    return found;
  }

  /** Those that the document declares anywhere; of a known place, those that are good there first. */
  private variables(type: TypeReference | undefined): Suggestion[] {
    const declared = new Map<string, { text: string; fits: boolean }>();
    this.tokens.forEach((token, index) => {
      const name = this.tokens[index + 1];
      if (token.text !== "$" || name?.kind !== "name" || this.tokens[index + 2]?.text !== ":") return;
      const { text, reference } = this.declaredType(index + 3);
      declared.set(name.text, { text, fits: !!type && !!reference && fits(reference, nullable(type)) });
    });
    return [...declared].sort(([, one], [, other]) => Number(other.fits) - Number(one.fits))
      .map(([name, { text }]) => ({ text: `$${name}`, label: `$${name}`, detail: text }));
  }

  private declaredType(at: number): { text: string; reference: TypeReference | undefined } {
    let text = "";
    let index = at;
    while (this.tokens[index]?.text === "[") {
      text += "[";
      index += 1;
    }
    const name = this.tokens[index]?.text ?? "";
    const type = this.schema.type(name);
    let reference: TypeReference | undefined = type && { kind: type.kind, name: type.name };
    text += name;
    for (index += 1; this.tokens[index]?.text === "!" || this.tokens[index]?.text === "]"; index += 1) {
      const sign = this.tokens[index]?.text ?? "";
      text += sign;
      reference = reference && { kind: sign === "!" ? "NON_NULL" : "LIST", name: null, ofType: reference };
    }
    return { text, reference };
  }

  private directives(location: string): Suggestion[] {
    return [...this.schema.directives.values()].filter((directive) => directive.locations.includes(location))
      .map((directive) => ({ ...described(directive, ""), text: `@${directive.name}`, label: `@${directive.name}` }));
  }
}

const kindWords: Record<NamedType["kind"], string> = {
  SCALAR: "scalar", OBJECT: "object", INTERFACE: "interface", UNION: "union", ENUM: "enum", INPUT_OBJECT: "input",
};

function keywords(...words: string[]): Suggestion[] {
  return words.map((word) => ({ text: word, label: word, detail: "" }));
}

function described(
  thing: { name: string; description?: string | null; isDeprecated?: boolean }, detail: string,
): Suggestion {
  return {
    text: thing.name, label: thing.name, detail,
    ...(thing.description && { description: thing.description }), ...(thing.isDeprecated && { isDeprecated: true }),
  };
}

function field(definition: FieldDefinition): Suggestion {
  return described(definition, referenceText(definition.type));
}

/** Those that must be given come first. */
function members(known: readonly InputValue[], used: ReadonlySet<string>): Suggestion[] {
  return known.filter((each) => !used.has(each.name))
    .sort((one, other) => Number(isRequired(other)) - Number(isRequired(one)))
    .map((each) => ({ ...described(each, referenceText(each.type)), text: `${each.name}: ` }))
    .sort(byDeprecation);
}

function byDeprecation(one: Suggestion, other: Suggestion): number {
  return Number(one.isDeprecated ?? false) - Number(other.isDeprecated ?? false);
}

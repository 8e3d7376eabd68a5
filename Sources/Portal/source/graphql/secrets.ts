/**
 * Takes passwords and tokens out of what is kept or sent on: the history lives on the disk, and a link is shared.
 *
 * Looks at names, since nothing else tells a secret: a value under a secret name, and a variable that is used as one.
 */
import type { Argument, Directive, SelectionSet, Value } from "./ast";
import { parse } from "./parser";
import { isString, tokenize, type Span, type Token } from "./tokens";
import { variablesIn } from "./valueRules";

const secretName = /password|secret|token|credential/i;

export interface Request {
  readonly query: string;
  readonly variables: string;
}

export function withoutSecrets({ query, variables }: Request): Request {
  const found = secretsOf(query);
  return { query: blank(query, found.spans), variables: withoutSecretVariables(variables, found.variables) };
}

function secretsOf(query: string): { spans: Span[]; variables: Set<string> } {
  const spans: Span[] = [];
  const names = new Set<string>();
  const hide = (value: Value): void => {
    if (value.kind === "string") spans.push(value);
    if (value.kind === "list") value.items.forEach(hide);
    if (value.kind === "object") value.fields.forEach((field) => hide(field.value));
    variablesIn(value, (name) => names.add(name));
  };
  const look = ({ name, value }: Argument): void => {
    if (secretName.test(name.value)) return hide(value);
    const inner = value.kind === "list" ? value.items : [value];
    for (const item of inner) if (item.kind === "object") item.fields.forEach(look);
  };
  const walk = (directives: readonly Directive[], set: SelectionSet): void => {
    for (const directive of directives) directive.arguments.forEach(look);
    for (const item of set.items) {
      if (item.kind === "field") item.arguments.forEach(look);
      if (item.kind !== "spread" && item.selections) walk(item.directives, item.selections);
    }
  };
  let definitions;
  try {
    definitions = parse(query).document.definitions;
  } catch {
    return { spans: stringsAfterSecretNames(query), variables: names };
  }
  for (const definition of definitions) {
    walk(definition.directives, definition.selections);
    if (definition.kind !== "operation") continue;
    for (const variable of definition.variables) {
      const isSecret = secretName.test(variable.name.value) || names.has(variable.name.value);
      if (isSecret && variable.defaultValue) hide(variable.defaultValue);
    }
  }
  return { spans, variables: names };
}

/** For a text that cannot be read as a whole: every string that follows a secret name within three tokens. */
function stringsAfterSecretNames(query: string): Span[] {
  const { tokens } = tokenize(query);
  const isSecret = (token: Token) => token.kind === "name" && secretName.test(token.text);
  return tokens.filter((token, index) =>
    (isString(token) || token.kind === "bad") && tokens.slice(Math.max(0, index - 4), index).some(isSecret));
}

function blank(text: string, spans: readonly Span[]): string {
  let result = text;
  for (const span of [...spans].sort((one, other) => other.start - one.start)) {
    result = `${result.slice(0, span.start)}""${result.slice(span.end)}`;
  }
  return result;
}

/** Variables that are no JSON are dropped as soon as a secret name occurs in them: what is what cannot be told. */
function withoutSecretVariables(text: string, names: ReadonlySet<string>): string {
  if (text.trim() === "") return text;
  const isSecret = (name: string, isTop: boolean) => secretName.test(name) || (isTop && names.has(name));
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return secretName.test(text) || names.size > 0 ? "" : text;
  }
  let hasSecret = false;
  const clean = (value: unknown, isHidden: boolean, depth: number): unknown => {
    if (isHidden && typeof value === "string") {
      hasSecret = true;
      return "";
    }
    if (depth > 100) return null;
    if (Array.isArray(value)) return value.map((item) => clean(item, isHidden, depth + 1));
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) =>
      [name, clean(item, isHidden || isSecret(name, depth === 0), depth + 1)]));
  };
  const cleaned = clean(json, false, 0);
  // Untouched variables keep the form in which they were written.
  return hasSecret ? JSON.stringify(cleaned, null, 2) : text;
}

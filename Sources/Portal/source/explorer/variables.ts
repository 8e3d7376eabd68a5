/** What the variables' text says, and what the query still misses in it. */
import type { TypeNode, VariableDefinition } from "../graphql/ast";
import { parse } from "../graphql/parser";
import type { OperationSummary } from "../graphql/operations";
import type { Schema } from "../graphql/schema";
import { texts } from "./texts/texts";

export type Variables =
  | { readonly kind: "good"; readonly values: Record<string, unknown> }
  | { readonly kind: "bad"; readonly message: string };

export function readVariables(text: string): Variables {
  if (text.trim() === "") return { kind: "good", values: {} };
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    return { kind: "bad", message: texts.variables.unreadable(withPlace(message, text)) };
  }
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return { kind: "bad", message: texts.variables.notObject };
  }
  return { kind: "good", values: json as Record<string, unknown> };
}

/** Every browser says where in its own way; some only count characters, and people count lines. */
function withPlace(message: string, text: string): string {
  const where = /(?: in JSON)? at (?:position (\d+))?(?:.*?line (\d+),? column (\d+))?.*$/.exec(message);
  if (!where) return message;
  const before = text.slice(0, Number(where[1] ?? 0)).split("\n");
  const line = where[2] ?? before.length;
  const column = where[3] ?? (before[before.length - 1]?.length ?? 0) + 1;
  return texts.variables.place(message.slice(0, where.index), Number(line), Number(column));
}

export interface VariableCheck {
  readonly declared: readonly VariableDefinition[];
  /** Required, and without a value. */
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
}

/** The variables of the operation that is meant, against those that have values; undefined for an unreadable query. */
export function checkVariables(
  query: string, operation: OperationSummary | undefined, values: Record<string, unknown>,
): VariableCheck | undefined {
  let definitions;
  try {
    definitions = parse(query).document.definitions;
  } catch {
    return undefined;
  }
  const declared = definitions.flatMap((each) =>
    each.kind === "operation" && each.start === operation?.start ? each.variables : []);
  const anywhere = new Set(definitions.flatMap((each) =>
    (each.kind === "operation" ? each.variables.map((variable) => variable.name.value) : [])));
  return {
    declared,
    missing: declared.filter((variable) => variable.type.kind === "nonNull" && !variable.defaultValue)
      .map((variable) => variable.name.value).filter((name) => (values[name] ?? null) === null),
    unknown: Object.keys(values).filter((name) => !anywhere.has(name)),
  };
}

/** The variables' text with a first value for each that is missing, as far as its type tells one. */
export function withMissing(values: Record<string, unknown>, check: VariableCheck, schema: Schema | undefined): string {
  const filled = { ...values };
  for (const variable of check.declared) {
    if (check.missing.includes(variable.name.value)) filled[variable.name.value] = firstValue(variable.type, schema);
  }
  return JSON.stringify(filled, null, 2);
}

function firstValue(type: TypeNode, schema: Schema | undefined, depth = 0): unknown {
  if (type.kind === "nonNull") return firstValue(type.of, schema, depth);
  if (type.kind === "list") return [];
  return valueOfNamed(type.name.value, schema, depth);
}

function valueOfNamed(name: string, schema: Schema | undefined, depth: number): unknown {
  const type = schema?.type(name);
  if (type?.kind === "ENUM") return type.enumValues?.[0]?.name ?? "";
  if (type?.kind === "INPUT_OBJECT" && depth < 5) {
    const required = (type.inputFields ?? []).filter((field) => field.type.kind === "NON_NULL" && !field.defaultValue);
    return Object.fromEntries(required.map((field) => {
      const inner = field.type.ofType;
      return [field.name, inner?.kind === "LIST" ? [] : valueOfNamed(inner?.name ?? "", schema, depth + 1)];
    }));
  }
  if (name === "Int" || name === "Float") return 0;
  return name === "Boolean" ? false : "";
}

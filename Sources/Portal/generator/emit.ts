/** Writes TypeScript for the portal's documents: what each may be given and what it answers. */
import type { Field, Operation, SelectionSet, TypeNode, Value } from "../source/graphql/ast";
import { Schema, type NamedType, type TypeReference } from "../source/graphql/schema";
import { Library, type Definition, type SourceFile } from "./library";
import { readSchema } from "./sdl";

const scalars: Record<string, string> = {
  Int: "number", Float: "number", String: "string", Boolean: "boolean", ID: "string", DateTime: "string", JSON: "Json",
};

/** A field of an answer, from all places that select it. */
interface Chosen {
  readonly field: Field;
  readonly type: TypeReference;
  isOptional: boolean;
  readonly selections: { readonly set: SelectionSet; readonly isOptional: boolean }[];
}

/** The text of each generated module by its path. */
export function generate(schemaText: string, files: readonly SourceFile[]): Record<string, string> {
  const schema = new Schema(readSchema(schemaText));
  const library = new Library(schema, files);
  const modules: Record<string, string> = { "schema.ts": schemaModule(schema) };
  for (const file of files) {
    modules[file.path.replace(/graphql$/, "ts")] = new Writer(library).module(file);
  }
  return modules;
}

/** Enums and inputs, which documents share. */
function schemaModule(schema: Schema): string {
  const parts = ["export type Json = unknown;"];
  for (const type of schema.types.values()) {
    if (type.kind === "ENUM") {
      const values = (type.enumValues ?? []).map(({ name }) => JSON.stringify(name));
      parts.push(`export type ${type.name} = ${values.join(" | ")};`);
    } else if (type.kind === "INPUT_OBJECT") {
      const fields = (type.inputFields ?? []).map(({ name, type: reference }) =>
        `  readonly ${name}${reference.kind === "NON_NULL" ? "" : "?"}: ${inputType(reference)}${
          reference.kind === "NON_NULL" ? "" : " | undefined"};`);
      parts.push(`export interface ${type.name} {\n${fields.join("\n")}\n}`);
    }
  }
  return `${parts.join("\n")}\n`;
}

function inputType(reference: TypeReference): string {
  if (reference.kind === "NON_NULL" && reference.ofType) return bare(reference.ofType);
  return `${bare(reference)} | null`;
}

function bare(reference: TypeReference): string {
  if (reference.kind === "LIST" && reference.ofType) return `readonly (${inputType(reference.ofType)})[]`;
  return scalars[reference.name ?? ""] ?? reference.name ?? "never";
}

class Writer {
  private readonly used = new Set<string>();

  constructor(private readonly library: Library) {}

  module(file: SourceFile): string {
    const parts: string[] = [];
    for (const fragment of this.library.fragments.values()) {
      if (fragment.file !== file) continue;
      const type = this.type(fragment.node.on.value);
      parts.push(`export type ${fragment.name} = ${this.shape(type, [chosen(fragment.node.selections)], 0)};`);
    }
    for (const operation of this.library.operations) {
      if (operation.file === file) parts.push(this.operation(operation));
    }
    const names = [...this.used].sort();
    const imports = [
      'import type { Document } from "api/document";',
      ...(names.length > 0 ? [`import type { ${names.join(", ")} } from "documents/schema";`] : []),
    ];
    return `${[...imports, ...parts].join("\n")}\n`;
  }

  private operation(operation: Definition<Operation>): string {
    const { node, name } = operation;
    const root = this.library.schema.root(node.type);
    if (!root) throw new Error(`${name}: the schema has no ${node.type}`);
    const variables = node.variables.map((each) => {
      const isOptional = each.type.kind !== "nonNull" || each.defaultValue !== undefined;
      return `readonly ${each.name.value}${isOptional ? "?" : ""}: ${this.variable(each.type)}${
        isOptional ? " | undefined" : ""}`;
    });
    return [
      `export type ${name}Variables = { ${variables.join("; ")} };`,
      `export type ${name}Data = ${this.shape(root, [chosen(node.selections)], 0)};`,
      `export const ${name}: Document<${name}Data, ${name}Variables> = {`,
      `  name: ${JSON.stringify(name)}, type: ${JSON.stringify(node.type)},`,
      `  text: ${JSON.stringify(this.library.text(operation))},`,
      "};",
    ].join("\n");
  }

  private variable(node: TypeNode): string {
    if (node.kind === "nonNull") return this.variableBare(node.of);
    return `${this.variableBare(node)} | null`;
  }

  private variableBare(node: TypeNode): string {
    if (node.kind === "list") return `readonly (${this.variable(node.of)})[]`;
    if (node.kind === "nonNull") return this.variableBare(node.of);
    return this.name(node.name.value);
  }

  /** The type of an answer's object. */
  private shape(type: NamedType, sets: Chosen["selections"], depth: number): string {
    const indent = "  ".repeat(depth + 1);
    const lines = [...this.fields(type, sets).entries()].map(([key, { type: reference, isOptional, selections }]) =>
      `${indent}readonly ${key}${isOptional ? "?" : ""}: ${this.output(reference, selections, depth + 1)};`);
    return `{\n${lines.join("\n")}\n${"  ".repeat(depth)}}`;
  }

  private output(reference: TypeReference, sets: Chosen["selections"], depth: number): string {
    if (reference.kind === "NON_NULL" && reference.ofType) return this.outputBare(reference.ofType, sets, depth);
    return `${this.outputBare(reference, sets, depth)} | null`;
  }

  private outputBare(reference: TypeReference, sets: Chosen["selections"], depth: number): string {
    if (reference.kind === "LIST" && reference.ofType) return `readonly (${this.output(reference.ofType, sets, depth)})[]`;
    const name = reference.name ?? "";
    return sets.length > 0 ? this.shape(this.type(name), sets, depth) : this.name(name);
  }

  private fields(type: NamedType, sets: Chosen["selections"]): Map<string, Chosen> {
    const found = new Map<string, Chosen>();
    const visit = (on: NamedType, set: SelectionSet, isOptional: boolean) => {
      for (const item of set.items) {
        if (item.kind === "field") {
          this.choose(found, on, item, isOptional);
          continue;
        }
        const fragment = item.kind === "spread" ? this.library.fragments.get(item.name.value)?.node : item;
        const target = fragment?.on ? this.type(fragment.on.value) : on;
        const isSure = this.library.schema.possibleTypes(type).size <= 1 || target.name === type.name;
        const conditional = item.directives.some(({ name }) => name.value === "include" || name.value === "skip");
        if (fragment) visit(target, fragment.selections, isOptional || conditional || !isSure);
      }
    };
    for (const { set, isOptional } of sets) visit(type, set, isOptional);
    return found;
  }

  private choose(found: Map<string, Chosen>, on: NamedType, field: Field, isOptional: boolean): void {
    const definition = this.library.schema.field(on, field.name.value);
    if (!definition) throw new Error(`${on.name} has no ${field.name.value}`);
    const key = field.alias?.value ?? field.name.value;
    const conditional = isOptional || field.directives.length > 0;
    const known = found.get(key);
    const inner = field.selections ? [{ set: field.selections, isOptional: false }] : [];
    if (!known) {
      found.set(key, { field, type: definition.type, isOptional: conditional, selections: inner });
      return;
    }
    if (storageName(known.field) !== storageName(field)) throw new Error(`${on.name}.${key} is asked for in two ways`);
    known.isOptional &&= conditional;
    known.selections.push(...inner);
  }

  private type(name: string): NamedType {
    const type = this.library.schema.type(name);
    if (!type) throw new Error(`the schema has no type ${name}`);
    return type;
  }

  private name(name: string): string {
    const scalar = scalars[name];
    if (scalar && scalar !== "Json") return scalar;
    this.used.add(scalar ?? name);
    return scalar ?? name;
  }
}

function chosen(set: SelectionSet): Chosen["selections"][number] {
  return { set, isOptional: false };
}

/** What the store would keep a field by: two fields of one key have to be the same. */
function storageName(field: Field): string {
  if (field.arguments.length === 0) return field.name.value;
  const parts = field.arguments.map(({ name, value }) => `${name.value}:${valueText(value)}`);
  return `${field.name.value}(${parts.join(",")})`;
}

function valueText(value: Value): string {
  switch (value.kind) {
    case "variable": return `$${value.name}`;
    case "null": return "null";
    case "list": return `[${value.items.map(valueText).join(",")}]`;
    case "object": return `{${value.fields.map(({ name, value: inner }) => `${name.value}:${valueText(inner)}`).join(",")}}`;
    default: return value.text;
  }
}

/** The server's schema as introspection describes it, in the form that the editor and the documentation ask for. */
import type { OperationType, TypeNode } from "./ast";
import { texts } from "../explorer/texts/texts";

export type NamedKind = "SCALAR" | "OBJECT" | "INTERFACE" | "UNION" | "ENUM" | "INPUT_OBJECT";

export interface TypeReference {
  readonly kind: NamedKind | "LIST" | "NON_NULL";
  readonly name: string | null;
  readonly ofType?: TypeReference | null;
}

interface Described {
  readonly name: string;
  readonly description?: string | null;
  readonly isDeprecated?: boolean;
  readonly deprecationReason?: string | null;
}

export interface InputValue extends Described {
  readonly type: TypeReference;
  readonly defaultValue?: string | null;
}

export interface FieldDefinition extends Described {
  readonly args: readonly InputValue[];
  readonly type: TypeReference;
}

export type EnumValue = Described;

export interface NamedType extends Described {
  readonly kind: NamedKind;
  readonly specifiedByURL?: string | null;
  readonly isOneOf?: boolean | null;
  readonly fields?: readonly FieldDefinition[] | null;
  readonly inputFields?: readonly InputValue[] | null;
  readonly interfaces?: readonly TypeReference[] | null;
  readonly enumValues?: readonly EnumValue[] | null;
  readonly possibleTypes?: readonly TypeReference[] | null;
}

export interface DirectiveDefinition extends Described {
  readonly isRepeatable?: boolean;
  readonly locations: readonly string[];
  readonly args: readonly InputValue[];
}

interface Introspection {
  readonly description?: string | null;
  readonly queryType: { readonly name: string };
  readonly mutationType?: { readonly name: string } | null;
  readonly subscriptionType?: { readonly name: string } | null;
  readonly types: readonly NamedType[];
  readonly directives: readonly DirectiveDefinition[];
}

export const introspectionQuery = `
query Introspection {
  __schema {
    description
    queryType { name }
    mutationType { name }
    subscriptionType { name }
    types { ...TypeParts }
    directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputParts } }
  }
}
fragment TypeParts on __Type {
  kind name description specifiedByURL isOneOf
  fields(includeDeprecated: true) {
    name description isDeprecated deprecationReason
    args(includeDeprecated: true) { ...InputParts }
    type { ...Reference }
  }
  inputFields(includeDeprecated: true) { ...InputParts }
  interfaces { kind name }
  enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason }
  possibleTypes { kind name }
}
fragment InputParts on __InputValue {
  name description defaultValue isDeprecated deprecationReason
  type { ...Reference }
}
fragment Reference on __Type {
  kind name
  ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } }
}`;

export class Schema {
  readonly description: string | null;
  readonly types: ReadonlyMap<string, NamedType>;
  readonly directives: ReadonlyMap<string, DirectiveDefinition>;
  private readonly roots: Record<OperationType, string | undefined>;

  /** @throws {TypeError} when the answer is not that of an introspection. */
  constructor(data: unknown) {
    const schema = (data as { __schema?: Introspection } | null)?.__schema;
    if (!schema || !Array.isArray(schema.types) || !Array.isArray(schema.directives) || !schema.queryType?.name) {
      throw new TypeError("the answer holds no schema");
    }
    this.description = schema.description ?? null;
    this.types = new Map(schema.types.map((type) => [type.name, type]));
    this.directives = new Map(schema.directives.map((directive) => [directive.name, directive]));
    this.roots = {
      query: schema.queryType.name,
      mutation: schema.mutationType?.name,
      subscription: schema.subscriptionType?.name,
    };
  }

  root(operation: OperationType): NamedType | undefined {
    return this.type(this.roots[operation]);
  }

  type(name: string | null | undefined): NamedType | undefined {
    return name === null || name === undefined ? undefined : this.types.get(name);
  }

  /** The named type inside lists and non-null. */
  named(reference: TypeReference | undefined): NamedType | undefined {
    return this.type(reference && namedName(reference));
  }

  /** A field of a type, the meta fields among them. */
  field(parent: NamedType, name: string): FieldDefinition | undefined {
    if (name === "__typename" && isComposite(parent)) return typenameField;
    if (parent.name === this.roots.query) {
      if (name === "__schema") return metaField("__schema", "__Schema", []);
      if (name === "__type") return metaField("__type", "__Type", [nameArgument]);
    }
    return parent.fields?.find((field) => field.name === name);
  }

  /** The object types that a value of this type may turn out to be. */
  possibleTypes(type: NamedType): ReadonlySet<string> {
    if (type.kind === "OBJECT") return new Set([type.name]);
    return new Set((type.possibleTypes ?? []).flatMap((reference) => reference.name ?? []));
  }

  /** Whether a value can be both at once, which a fragment inside a selection needs. */
  overlaps(one: NamedType, other: NamedType): boolean {
    const possible = this.possibleTypes(one);
    return [...this.possibleTypes(other)].some((name) => possible.has(name));
  }

  /** The type that a variable's declaration names; undefined when there is none by that name. */
  resolve(node: TypeNode): TypeReference | undefined {
    if (node.kind === "named") {
      const type = this.types.get(node.name.value);
      return type && { kind: type.kind, name: type.name };
    }
    const inner = this.resolve(node.of);
    return inner && { kind: node.kind === "list" ? "LIST" : "NON_NULL", name: null, ofType: inner };
  }
}

export function namedName(reference: TypeReference): string | null {
  let inner = reference;
  while (inner.ofType) inner = inner.ofType;
  return inner.name;
}

/** As the schema's text writes it: `[Station!]!`. */
export function referenceText(reference: TypeReference): string {
  if (reference.kind === "NON_NULL") return `${reference.ofType ? referenceText(reference.ofType) : "?"}!`;
  if (reference.kind === "LIST") return `[${reference.ofType ? referenceText(reference.ofType) : "?"}]`;
  return reference.name ?? "?";
}

export function nullable(reference: TypeReference): TypeReference {
  return reference.kind === "NON_NULL" && reference.ofType ? reference.ofType : reference;
}

/** Must be given: non-null, and nothing stands in for it. */
export function isRequired(input: InputValue): boolean {
  return input.type.kind === "NON_NULL" && (input.defaultValue === null || input.defaultValue === undefined);
}

export function isComposite(type: NamedType): boolean {
  return type.kind === "OBJECT" || type.kind === "INTERFACE" || type.kind === "UNION";
}

export function isInput(type: NamedType): boolean {
  return type.kind === "SCALAR" || type.kind === "ENUM" || type.kind === "INPUT_OBJECT";
}

const typenameField: FieldDefinition = {
  name: "__typename", description: texts.docs.typename, args: [],
  type: { kind: "NON_NULL", name: null, ofType: { kind: "SCALAR", name: "String" } },
};

const nameArgument: InputValue = {
  name: "name", type: { kind: "NON_NULL", name: null, ofType: { kind: "SCALAR", name: "String" } },
};

function metaField(name: string, type: string, args: readonly InputValue[]): FieldDefinition {
  return { name, args, type: { kind: "OBJECT", name: type }, description: texts.docs.metaField };
}

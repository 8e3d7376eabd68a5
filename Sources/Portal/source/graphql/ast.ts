/** What an executable document is made of; every node knows its place in the text. */
import type { Span } from "./tokens";

export type OperationType = "query" | "mutation" | "subscription";

export interface Name extends Span {
  readonly value: string;
}

export interface Document extends Span {
  readonly definitions: Definition[];
}

export type Definition = Operation | Fragment;

export interface Operation extends Span {
  readonly kind: "operation";
  readonly description?: Span;
  readonly type: OperationType;
  /** A selection set alone: `{ … }`. */
  readonly isShorthand: boolean;
  readonly name?: Name;
  readonly variables: VariableDefinition[];
  readonly directives: Directive[];
  readonly selections: SelectionSet;
}

export interface Fragment extends Span {
  readonly kind: "fragment";
  readonly description?: Span;
  readonly name: Name;
  readonly on: Name;
  readonly directives: Directive[];
  readonly selections: SelectionSet;
}

export interface VariableDefinition extends Span {
  readonly description?: Span;
  /** Without the dollar sign; its span has it. */
  readonly name: Name;
  readonly type: TypeNode;
  readonly defaultValue?: Value;
  readonly directives: Directive[];
}

export type TypeNode =
  | (Span & { readonly kind: "named"; readonly name: Name })
  | (Span & { readonly kind: "list"; readonly of: TypeNode })
  | (Span & { readonly kind: "nonNull"; readonly of: TypeNode });

export interface SelectionSet extends Span {
  readonly items: Selection[];
}

export type Selection = Field | FragmentSpread | InlineFragment;

export interface Field extends Span {
  readonly kind: "field";
  readonly alias?: Name;
  readonly name: Name;
  readonly arguments: Argument[];
  readonly directives: Directive[];
  readonly selections?: SelectionSet;
}

export interface FragmentSpread extends Span {
  readonly kind: "spread";
  readonly name: Name;
  readonly directives: Directive[];
}

export interface InlineFragment extends Span {
  readonly kind: "inline";
  readonly on?: Name;
  readonly directives: Directive[];
  readonly selections: SelectionSet;
}

/** An argument, or a field of an input object. */
export interface Argument extends Span {
  readonly name: Name;
  readonly value: Value;
}

export interface Directive extends Span {
  /** Without the at sign; its span has it. */
  readonly name: Name;
  readonly arguments: Argument[];
}

export type Value =
  | (Span & { readonly kind: "variable"; readonly name: string })
  | (Span & { readonly kind: "int" | "float" | "string" | "boolean" | "enum"; readonly text: string })
  | (Span & { readonly kind: "null" })
  | (Span & { readonly kind: "list"; readonly items: Value[] })
  | (Span & { readonly kind: "object"; readonly fields: Argument[] });

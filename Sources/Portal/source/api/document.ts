/** A GraphQL document as the build makes it from a `.graphql` file, with the types of what goes in and out. */
export type Stored = 1 | Selection;

/**
 * What an answer has, by its keys: 1 for what is kept as it is, a selection for an object; in a pair with the name that
 * the store keeps it by where that is another one. `$name` in such a name stands for a variable's value.
 */
export interface Selection {
  readonly [key: string]: Stored | readonly [name: string, stored: Stored];
}

export interface Document<Data, Variables> {
  readonly name: string;
  readonly type: "query" | "mutation" | "subscription";
  readonly text: string;
  /** Never there; tells the compiler what belongs together. */
  readonly data?: Data;
  readonly variables?: Variables;
}

export type AnyDocument = Document<unknown, never>;
export type Values = Readonly<Record<string, unknown>>;

/** Reads the schema's own language into the form in which introspection tells it, so that our validation can be used on it. */
import type { OperationType } from "../source/graphql/ast";
import type { FieldDefinition, InputValue, NamedKind, NamedType, TypeReference } from "../source/graphql/schema";
import { isString, tokenize, type Token } from "../source/graphql/tokens";

interface Changeable {
  kind: NamedKind;
  name: string;
  fields?: FieldDefinition[];
  inputFields?: InputValue[];
  interfaces?: TypeReference[];
  enumValues?: { name: string }[];
  possibleTypes?: TypeReference[];
}

const keywords: Record<string, NamedKind> = {
  type: "OBJECT", interface: "INTERFACE", input: "INPUT_OBJECT", enum: "ENUM", union: "UNION", scalar: "SCALAR",
};
const builtIn = ["Int", "Float", "String", "Boolean", "ID"];
const standardDirectives = ["include", "skip"].map((name) => ({
  name, locations: ["FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT"],
  args: [{
    name: "if", defaultValue: null,
    type: { kind: "NON_NULL", name: null, ofType: { kind: "SCALAR", name: "Boolean" } },
  }],
}));

/** @throws {Error} where the text is no schema. */
export function readSchema(source: string): { __schema: unknown } {
  return new SchemaReader(source).read();
}

class SchemaReader {
  private readonly tokens: Token[];
  private readonly types = new Map<string, Changeable>();
  private readonly roots: Partial<Record<OperationType, string>> = {};
  private index = 0;

  constructor(private readonly source: string) {
    this.tokens = tokenize(source).tokens;
    for (const name of builtIn) this.types.set(name, { kind: "SCALAR", name });
  }

  read(): { __schema: unknown } {
    while (this.token.kind !== "end") this.definition();
    this.resolve();
    const root = (type: OperationType) => (this.roots[type] ? { name: this.roots[type] } : null);
    const types: NamedType[] = [...this.types.values()];
    return { __schema: {
      queryType: root("query"), mutationType: root("mutation"), subscriptionType: root("subscription"), types,
      directives: standardDirectives,
    } };
  }

  private definition(): void {
    this.description();
    this.take("extend");
    const keyword = this.name();
    if (keyword === "schema") return this.schema();
    if (keyword === "directive") return this.directiveDefinition();
    const kind = keywords[keyword];
    if (!kind) throw this.fault(`${keyword} begins no definition`);
    const name = this.name();
    const type = this.types.get(name) ?? { kind, name };
    this.types.set(name, type);
    if (this.take("implements")) (type.interfaces ??= []).push(...this.names("&"));
    this.directives();
    if (kind === "UNION") this.union(type);
    else if (this.take("{")) while (!this.take("}")) this.member(type);
  }

  private schema(): void {
    this.directives();
    this.expect("{");
    while (!this.take("}")) {
      const operation = this.name() as OperationType;
      this.expect(":");
      this.roots[operation] = this.name();
    }
  }

  /** What it is for concerns the server alone. */
  private directiveDefinition(): void {
    this.expect("@");
    this.name();
    if (this.take("(")) this.inputs();
    this.take("repeatable");
    if (this.name() !== "on") throw this.fault("a directive says where it may stand");
    this.names("|");
  }

  private union(type: Changeable): void {
    this.expect("=");
    (type.possibleTypes ??= []).push(...this.names("|"));
  }

  private member(type: Changeable): void {
    this.description();
    if (type.kind === "ENUM") {
      (type.enumValues ??= []).push({ name: this.name() });
      this.directives();
    } else if (type.kind === "INPUT_OBJECT") {
      (type.inputFields ??= []).push(this.input());
    } else {
      const name = this.name();
      const args = this.take("(") ? this.inputs() : [];
      this.expect(":");
      (type.fields ??= []).push({ name, args, type: this.type() });
      this.directives();
    }
  }

  private inputs(): InputValue[] {
    const list: InputValue[] = [];
    while (!this.take(")")) {
      this.description();
      list.push(this.input());
    }
    return list;
  }

  private input(): InputValue {
    const name = this.name();
    this.expect(":");
    const type = this.type();
    const defaultValue = this.take("=") ? this.value() : null;
    this.directives();
    return { name, type, defaultValue };
  }

  private type(): TypeReference {
    let type: TypeReference;
    if (this.take("[")) {
      type = { kind: "LIST", name: null, ofType: this.type() };
      this.expect("]");
    } else {
      type = { kind: "SCALAR", name: this.name() };
    }
    return this.take("!") ? { kind: "NON_NULL", name: null, ofType: type } : type;
  }

  /** As it stands. */
  private value(): string {
    const start = this.token.start;
    const closing: Record<string, string> = { "[": "]", "{": "}" };
    const close = closing[this.token.text];
    this.index += 1;
    if (close) while (!this.take(close)) this.value();
    return this.source.slice(start, this.tokens[this.index - 1]?.end);
  }

  private directives(): void {
    while (this.take("@")) {
      this.name();
      if (!this.take("(")) continue;
      while (!this.take(")")) {
        this.name();
        this.expect(":");
        this.value();
      }
    }
  }

  private names(between: string): TypeReference[] {
    this.take(between);
    const list: TypeReference[] = [];
    do list.push({ kind: "OBJECT", name: this.name() });
    while (this.take(between));
    return list;
  }

  /** Now that every name is known, references say what they refer to, and interfaces who implements them. */
  private resolve(): void {
    const reference = (type: TypeReference): TypeReference => {
      if (type.ofType) return { ...type, ofType: reference(type.ofType) };
      const found = this.types.get(type.name ?? "");
      if (!found) throw new Error(`the schema names ${type.name ?? "?"}, which it does not define`);
      return { kind: found.kind, name: found.name };
    };
    const input = (each: InputValue) => ({ ...each, type: reference(each.type) });
    for (const type of this.types.values()) {
      if (type.fields) {
        type.fields = type.fields.map((each) => ({ ...each, type: reference(each.type), args: each.args.map(input) }));
      }
      if (type.inputFields) type.inputFields = type.inputFields.map(input);
      for (const each of type.interfaces ?? []) {
        (this.types.get(each.name ?? "")!.possibleTypes ??= []).push({ kind: "OBJECT", name: type.name });
      }
    }
  }

  private get token(): Token {
    const token = this.tokens[this.index];
    if (!token) throw new Error("the schema ends too early");
    return token;
  }

  private take(text: string): boolean {
    if (this.token.text !== text || isString(this.token)) return false;
    this.index += 1;
    return true;
  }

  private expect(text: string): void {
    if (!this.take(text)) throw this.fault(`${this.token.text} stands where ${text} should`);
  }

  private name(): string {
    if (this.token.kind !== "name") throw this.fault(`${this.token.text} stands where a name should`);
    this.index += 1;
    return this.tokens[this.index - 1]?.text ?? "";
  }

  private description(): void {
    if (isString(this.token)) this.index += 1;
  }

  private fault(message: string): Error {
    const line = this.source.slice(0, this.token.start).split("\n").length;
    return new Error(`schema.graphql:${line}: ${message}`);
  }
}

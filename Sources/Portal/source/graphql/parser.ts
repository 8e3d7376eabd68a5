/** Reads executable documents: operations and fragments. The server reads them again; this one serves the editor. */
import type {
  Argument, Definition, Directive, Document, Field, Fragment, Name, Operation, Selection, SelectionSet, TypeNode, Value,
  VariableDefinition,
} from "./ast";
import { isString, tokenize, type Comment, type Span, type Token } from "./tokens";
import { texts } from "../explorer/texts/texts";

/** The first place where the text is no GraphQL. */
export class SyntaxFault extends Error {
  constructor(message: string, readonly start: number, readonly end: number) {
    super(message);
  }
}

export interface Parsed {
  readonly document: Document;
  readonly tokens: Token[];
  readonly comments: Comment[];
}

/** Nesting beyond this is refused, so that no text can exhaust the stack. */
const deepest = 200;

/** @throws {SyntaxFault} */
export function parse(source: string): Parsed {
  const { tokens, comments } = tokenize(source);
  const document = new Parser(tokens).document();
  return { document, tokens, comments };
}

class Parser {
  private index = 0;
  private depth = 0;

  constructor(private readonly tokens: Token[]) {}

  document(): Document {
    const definitions: Definition[] = [];
    while (this.token.kind !== "end") definitions.push(this.definition());
    if (definitions.length === 0) throw this.fault(texts.problems.empty, this.token);
    return { definitions, start: 0, end: this.token.end };
  }

  // Definitions

  private definition(): Definition {
    const description = isString(this.token) ? this.advance() : undefined;
    const token = this.token;
    if (token.text === "{" && description) throw this.fault(texts.problems.describedShorthand, token);
    if (token.text === "{") return this.operation(token, description);
    if (token.kind === "name") {
      if (token.text === "query" || token.text === "mutation" || token.text === "subscription") {
        return this.operation(token, description);
      }
      if (token.text === "fragment") return this.fragment(description);
    }
    throw this.unexpected(texts.problems.aDefinition);
  }

  private operation(first: Token, description: Token | undefined): Operation {
    const isShorthand = first.text === "{";
    const type = isShorthand ? "query" : (this.advance().text as Operation["type"]);
    const name = !isShorthand && this.token.kind === "name" ? this.name() : undefined;
    const variables = !isShorthand && this.is("(") ? this.variables() : [];
    const directives = isShorthand ? [] : this.directives();
    const selections = this.selectionSet();
    return {
      kind: "operation", type, isShorthand, variables, directives, selections,
      ...(name && { name }), ...(description && { description }),
      start: (description ?? first).start, end: selections.end,
    };
  }

  private fragment(description: Token | undefined): Fragment {
    const first = this.advance();
    if (this.is("on")) throw this.fault(texts.problems.fragmentOn, this.token);
    const name = this.name();
    this.keyword("on");
    const on = this.name();
    const directives = this.directives();
    const selections = this.selectionSet();
    return {
      kind: "fragment", name, on, directives, selections, ...(description && { description }),
      start: (description ?? first).start, end: selections.end,
    };
  }

  private variables(): VariableDefinition[] {
    return this.many("(", ")", texts.problems.aVariable, () => {
      const description = isString(this.token) ? this.advance() : undefined;
      const name = this.sigiled("$");
      this.punctuator(":");
      const type = this.type();
      let defaultValue: Value | undefined;
      if (this.is("=")) {
        this.advance();
        defaultValue = this.value();
      }
      const directives = this.directives();
      return {
        name, type, directives, ...(defaultValue && { defaultValue }), ...(description && { description }),
        start: (description ?? name).start, end: this.lastEnd,
      };
    });
  }

  private type(): TypeNode {
    return this.nested(() => {
      const start = this.token.start;
      let type: TypeNode;
      if (this.is("[")) {
        this.advance();
        const of = this.type();
        const end = this.punctuator("]").end;
        type = { kind: "list", of, start, end };
      } else {
        const name = this.name();
        type = { kind: "named", name, start, end: name.end };
      }
      if (!this.is("!")) return type;
      return { kind: "nonNull", of: type, start, end: this.advance().end };
    });
  }

  // Selections

  private selectionSet(): SelectionSet {
    return this.nested(() => {
      const start = this.token.start;
      const items = this.many("{", "}", texts.problems.aField, () => this.selection());
      return { items, start, end: this.lastEnd };
    });
  }

  private selection(): Selection {
    if (!this.is("...")) return this.field();
    const start = this.advance().start;
    if (this.token.kind === "name" && !this.is("on")) {
      const name = this.name();
      return { kind: "spread", name, directives: this.directives(), start, end: this.lastEnd };
    }
    let on: Name | undefined;
    if (this.is("on")) {
      this.advance();
      on = this.name();
    }
    const directives = this.directives();
    const selections = this.selectionSet();
    return { kind: "inline", directives, selections, ...(on && { on }), start, end: selections.end };
  }

  private field(): Field {
    let name = this.name();
    let alias: Name | undefined;
    if (this.is(":")) {
      this.advance();
      alias = name;
      name = this.name();
    }
    const args = this.is("(") ? this.arguments() : [];
    const directives = this.directives();
    const selections = this.is("{") ? this.selectionSet() : undefined;
    return {
      kind: "field", name, arguments: args, directives, ...(alias && { alias }), ...(selections && { selections }),
      start: (alias ?? name).start, end: this.lastEnd,
    };
  }

  private arguments(): Argument[] {
    return this.many("(", ")", texts.problems.anArgument, () => this.argument());
  }

  private argument(): Argument {
    const name = this.name();
    this.punctuator(":");
    const value = this.value();
    return { name, value, start: name.start, end: value.end };
  }

  private directives(): Directive[] {
    const directives: Directive[] = [];
    while (this.is("@")) {
      const name = this.sigiled("@");
      const args = this.is("(") ? this.arguments() : [];
      directives.push({ name, arguments: args, start: name.start, end: this.lastEnd });
    }
    return directives;
  }

  // Values

  private value(): Value {
    return this.nested(() => {
      const token = this.token;
      const span = { start: token.start, end: token.end };
      if (token.text === "$") {
        const name = this.sigiled("$");
        return { kind: "variable", name: name.value, start: name.start, end: name.end };
      }
      if (token.text === "[") {
        const items = this.any("[", "]", () => this.value());
        return { kind: "list", items, start: token.start, end: this.lastEnd };
      }
      if (token.text === "{") {
        const fields = this.any("{", "}", () => this.argument());
        return { kind: "object", fields, start: token.start, end: this.lastEnd };
      }
      if (token.kind === "int" || token.kind === "float") {
        return { kind: this.advance().kind as "int" | "float", text: token.text, ...span };
      }
      if (isString(token)) return { kind: "string", text: this.advance().text, ...span };
      if (token.kind !== "name") throw this.unexpected(texts.problems.aValue);
      this.advance();
      if (token.text === "null") return { kind: "null", ...span };
      const kind = token.text === "true" || token.text === "false" ? "boolean" : "enum";
      return { kind, text: token.text, ...span };
    });
  }

  // Steps

  private get token(): Token {
    // The last token is the end, and nothing advances past it.
    return this.tokens[this.index] as Token;
  }

  private is(text: string): boolean {
    return this.token.text === text;
  }

  private get lastEnd(): number {
    return this.tokens[this.index - 1]?.end ?? 0;
  }

  private advance(): Token {
    const token = this.token;
    if (token.kind === "bad") throw this.fault(token.message ?? texts.problems.unreadable, token);
    if (token.kind !== "end") this.index += 1;
    return token;
  }

  private name(): Name {
    if (this.token.kind !== "name") throw this.unexpected(texts.problems.aName);
    const { text, start, end } = this.advance();
    return { value: text, start, end };
  }

  private sigiled(sign: "$" | "@"): Name {
    const start = this.punctuator(sign).start;
    return { ...this.name(), start };
  }

  private punctuator(text: string): Token {
    if (this.token.kind !== "punctuator" || this.token.text !== text) throw this.unexpected(text);
    return this.advance();
  }

  private keyword(text: string): void {
    if (this.token.kind !== "name" || this.token.text !== text) throw this.unexpected(texts.problems.aWord(text));
    this.advance();
  }

  private any<Item>(open: string, close: string, item: () => Item): Item[] {
    this.punctuator(open);
    const items: Item[] = [];
    while (!(this.token.kind === "punctuator" && this.token.text === close)) items.push(item());
    this.advance();
    return items;
  }

  private many<Item>(open: string, close: string, expected: string, item: () => Item): Item[] {
    const items = this.any(open, close, item);
    if (items.length > 0) return items;
    const closing = this.tokens[this.index - 1] as Token;
    throw this.fault(texts.problems.nothingBetween(open + close, expected), closing);
  }

  private nested<Result>(body: () => Result): Result {
    this.depth += 1;
    if (this.depth > deepest) throw this.fault(texts.problems.tooDeep(deepest), this.token);
    const result = body();
    this.depth -= 1;
    return result;
  }

  private unexpected(wanted: string): SyntaxFault {
    const token = this.token;
    if (token.kind === "bad") return this.fault(token.message ?? texts.problems.unreadable, token);
    const found = token.kind === "end" ? undefined : token.text.split("\n")[0];
    return this.fault(texts.problems.found(found, wanted), token);
  }

  private fault(message: string, { start, end }: Span): SyntaxFault {
    return new SyntaxFault(message, start, end);
  }
}

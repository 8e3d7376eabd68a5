/** Writes a document as we like to read it. Comments stay; strings and numbers stay as they were typed. */
import type {
  Argument, Definition, Directive, Document, Field, Selection, SelectionSet, TypeNode, Value, VariableDefinition,
} from "./ast";
import { parse, type Parsed } from "./parser";
import type { Span } from "./tokens";

const widest = 80;

/** @throws {SyntaxFault} when the text is no GraphQL; what cannot be read is not rearranged. */
export function prettify(source: string): string {
  return new Printer(source, parse(source)).print();
}

class Printer {
  private lines: string[] = [];
  private indentation = 0;
  private nextComment = 0;
  private readonly document: Document;

  constructor(private readonly source: string, private readonly parsed: Parsed) {
    this.document = parsed.document;
  }

  print(): string {
    this.document.definitions.forEach((definition, index) => {
      if (index > 0) this.lines.push("");
      this.comments(definition.start);
      this.definition(definition);
    });
    this.comments(this.source.length + 1);
    return this.lines.map((line) => line.replace(/[ \t]+$/, "")).join("\n") + "\n";
  }

  private definition(definition: Definition): void {
    if (definition.description) this.line(this.raw(definition.description));
    if (definition.kind === "fragment") {
      this.line(`fragment ${definition.name.value} on ${definition.on.value}`);
    } else if (definition.isShorthand) {
      this.line("");
      return this.selectionSet(definition.selections, "");
    } else {
      this.line(definition.type + (definition.name ? ` ${definition.name.value}` : ""));
      const open = definition.name ? "(" : " (";
      this.group(open, ")", definition.variables, (variable) => this.variable(variable));
    }
    this.append(definition.directives.map((directive) => ` ${this.directive(directive)}`).join(""));
    this.selectionSet(definition.selections, " ");
  }

  private selectionSet(set: SelectionSet, before: string): void {
    this.append(`${before}{`);
    this.indentation += 1;
    for (const item of set.items) {
      this.comments(item.start);
      this.line("");
      this.selection(item);
    }
    this.comments(set.end - 1);
    this.indentation -= 1;
    this.line("}");
  }

  private selection(item: Selection): void {
    const directives = () => this.append(item.directives.map((directive) => ` ${this.directive(directive)}`).join(""));
    switch (item.kind) {
      case "field":
        this.append((item.alias ? `${item.alias.value}: ` : "") + item.name.value);
        this.arguments(item);
        break;
      case "spread":
        this.append(`...${item.name.value}`);
        break;
      case "inline":
        this.append(`...${item.on ? ` on ${item.on.value}` : ""}`);
    }
    directives();
    if (item.kind !== "spread" && item.selections) this.selectionSet(item.selections, " ");
  }

  private arguments(field: Field): void {
    this.group("(", ")", field.arguments, (argument) => this.argument(argument));
  }

  private argument(argument: Argument): void {
    this.append(`${argument.name.value}: `);
    this.value(argument.value);
  }

  private variable(variable: VariableDefinition): void {
    if (variable.description) this.append(`${this.raw(variable.description)} `);
    this.append(`$${variable.name.value}: ${typeText(variable.type)}`);
    if (variable.defaultValue) {
      this.append(" = ");
      this.value(variable.defaultValue);
    }
    this.append(variable.directives.map((directive) => ` ${this.directive(directive)}`).join(""));
  }

  /** Directives stay on their line: they are short, and a comment inside one moves to the next line that takes it. */
  private directive(directive: Directive): string {
    const args = directive.arguments.map((argument) => `${argument.name.value}: ${this.flat(argument.value)}`);
    return `@${directive.name.value}${args.length > 0 ? `(${args.join(", ")})` : ""}`;
  }

  private value(value: Value): void {
    if (value.kind === "list") {
      this.group("[", "]", value.items, (item) => this.value(item), this.flat(value));
    } else if (value.kind === "object") {
      this.group("{", "}", value.fields, (field) => this.argument(field), this.flat(value));
    } else {
      this.append(this.flat(value));
    }
  }

  /** Items on one line where they fit, otherwise one line each. */
  private group<Node extends Span>(
    open: string, close: string, nodes: readonly Node[], write: (node: Node) => void, flat?: string,
  ): void {
    const first = nodes[0];
    const last = nodes[nodes.length - 1];
    if (!first || !last) return this.append(flat ?? "");
    const text = flat ?? `${open}${nodes.map((node) => this.flatNode(node)).join(", ")}${close}`;
    const room = widest - (this.lines[this.lines.length - 1]?.length ?? 0);
    const opening = this.tokenBefore(first.start);
    const closing = this.tokenBefore(last.end) + 1;
    const end = this.parsed.tokens[closing]?.start ?? last.end;
    const hasComment = this.hasComment({ start: this.parsed.tokens[opening]?.end ?? first.start, end });
    if (!hasComment && text.length <= room && !text.includes("\n")) return this.append(text);
    this.append(open);
    this.indentation += 1;
    for (const node of nodes) {
      this.comments(node.start);
      this.line("");
      write(node);
    }
    this.comments(end);
    this.indentation -= 1;
    this.line(close);
  }

  private flatNode(node: Span): string {
    const printer = new Printer(this.source, { ...this.parsed, comments: [] });
    printer.lines = [""];
    const item = node as Argument | VariableDefinition;
    if ("type" in item) printer.flatVariable(item);
    else printer.append(`${item.name.value}: ${printer.flat(item.value)}`);
    return printer.lines.join("\n");
  }

  private flatVariable(variable: VariableDefinition): void {
    if (variable.description) this.append(`${this.raw(variable.description)} `);
    this.append(`$${variable.name.value}: ${typeText(variable.type)}`);
    if (variable.defaultValue) this.append(` = ${this.flat(variable.defaultValue)}`);
    this.append(variable.directives.map((directive) => ` ${this.directive(directive)}`).join(""));
  }

  private flat(value: Value): string {
    switch (value.kind) {
      case "variable": return `$${value.name}`;
      case "null": return "null";
      case "list": return `[${value.items.map((item) => this.flat(item)).join(", ")}]`;
      case "object":
        return value.fields.length === 0
          ? "{}" : `{${value.fields.map((field) => `${field.name.value}: ${this.flat(field.value)}`).join(", ")}}`;
      default: return value.text;
    }
  }

  /** The index of the last token that ends at a place or before it. */
  private tokenBefore(place: number): number {
    const { tokens } = this.parsed;
    let low = -1;
    let high = tokens.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((tokens[middle]?.end ?? 0) <= place) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // Comments

  private hasComment(span: Span): boolean {
    return this.parsed.comments.some((comment) => comment.start >= span.start && comment.end <= span.end);
  }

  /** Writes the comments that stand before a place: behind the line where they were, otherwise on their own. */
  private comments(before: number): void {
    for (;;) {
      const comment = this.parsed.comments[this.nextComment];
      if (!comment || comment.start >= before) return;
      this.nextComment += 1;
      const lineStart = this.source.lastIndexOf("\n", comment.start - 1) + 1;
      const isBehind = this.source.slice(lineStart, comment.start).trim() !== "" && this.lines.length > 0;
      const last = this.lines[this.lines.length - 1] ?? "";
      if (isBehind && last !== "" && !last.includes("#")) this.append(` ${comment.text.trimEnd()}`);
      else this.line(comment.text.trimEnd());
    }
  }

  // Text

  private raw(span: Span): string {
    return this.source.slice(span.start, span.end);
  }

  private line(text: string): void {
    this.lines.push("  ".repeat(this.indentation) + text);
  }

  private append(text: string): void {
    if (this.lines.length === 0) this.lines.push("");
    this.lines[this.lines.length - 1] += text;
  }
}

export function typeText(type: TypeNode): string {
  switch (type.kind) {
    case "named": return type.name.value;
    case "list": return `[${typeText(type.of)}]`;
    case "nonNull": return `${typeText(type.of)}!`;
  }
}

/**
 * Marks what the server would refuse while it is being typed: syntax, unknown names, missing and misplaced parts.
 *
 * The server's own validation has the last word; what is left to it is only what an editor cannot tell from one place,
 * such as fields that cannot be merged.
 */
import type { Definition, Directive, Document, Fragment, Operation, Selection, SelectionSet } from "./ast";
import { SyntaxFault, parse } from "./parser";
import { typeText } from "./printer";
import { isComposite, isInput, referenceText, type InputValue, type NamedType, type Schema } from "./schema";
import { nearest } from "./suggestion";
import type { Span } from "./tokens";
import { ValueRules } from "./valueRules";
import { texts } from "../explorer/texts/texts";

export interface Problem extends Span {
  readonly severity: "error" | "warning";
  readonly message: string;
}

/** Beyond this many nobody reads on. */
const mostProblems = 100;

export function problems(source: string, schema: Schema | undefined): Problem[] {
  if (source.trim() === "") return [];
  let document: Document;
  try {
    document = parse(source).document;
  } catch (fault) {
    if (!(fault instanceof SyntaxFault)) throw fault;
    return [{ severity: "error", message: fault.message, start: fault.start, end: fault.end }];
  }
  if (!schema) return [];
  return new Validation(schema, document).run();
}

const locations: Record<Selection["kind"], string> = {
  field: "FIELD", spread: "FRAGMENT_SPREAD", inline: "INLINE_FRAGMENT",
};

class Validation {
  private readonly found: Problem[] = [];
  private readonly fragments = new Map<string, Fragment>();
  private readonly spread = new Set<string>();
  private readonly values: ValueRules;

  constructor(private readonly schema: Schema, private readonly document: Document) {
    this.values = new ValueRules(schema, (span, message, severity) => this.report(span, message, severity));
  }

  run(): Problem[] {
    this.names();
    for (const definition of this.document.definitions) this.definition(definition);
    for (const fragment of this.fragments.values()) {
      if (!this.spread.has(fragment.name.value)) {
        this.report(fragment.name, texts.problems.unusedFragment(fragment.name.value));
      }
    }
    return this.found.sort((one, other) => one.start - other.start).slice(0, mostProblems);
  }

  /** Names of operations and fragments are unique, and a nameless operation stands alone. */
  private names(): void {
    const operations = this.document.definitions.filter((each): each is Operation => each.kind === "operation");
    const seen = new Set<string>();
    for (const operation of operations) {
      if (!operation.name) {
        const length = operation.isShorthand ? 1 : operation.type.length;
        const word = { start: operation.start, end: operation.start + length };
        if (operations.length > 1) this.report(word, texts.problems.nameless);
      } else if (seen.has(operation.name.value)) {
        this.report(operation.name, texts.problems.twoOperations(operation.name.value));
      } else {
        seen.add(operation.name.value);
      }
    }
    for (const definition of this.document.definitions) {
      if (definition.kind !== "fragment") continue;
      if (this.fragments.has(definition.name.value)) {
        this.report(definition.name, texts.problems.twoFragments(definition.name.value));
      } else {
        this.fragments.set(definition.name.value, definition);
      }
    }
  }

  private definition(definition: Definition): void {
    if (definition.kind === "fragment") {
      const on = this.compositeType(definition.on);
      this.directives(definition.directives, "FRAGMENT_DEFINITION");
      this.selectionSet(definition.selections, on);
      return;
    }
    const root = this.schema.root(definition.type);
    if (!root) {
      const word = { start: definition.start, end: definition.start + definition.type.length };
      this.report(word, texts.problems.noOperations(definition.type));
    }
    this.values.beginOperation(definition, this.reachedFragments(definition));
    for (const variable of definition.variables) this.variableType(variable.type, typeText(variable.type));
    this.directives(definition.directives, definition.type.toUpperCase());
    this.selectionSet(definition.selections, root);
    this.values.endOperation();
  }

  private variableType(span: Span & Parameters<Schema["resolve"]>[0], text: string): void {
    const type = this.schema.named(this.schema.resolve(span));
    const name = text.replace(/[![\]]/g, "");
    if (!type) {
      const inputs = [...this.schema.types.values()].filter(isInput).map((each) => each.name);
      this.report(span, texts.problems.noType(name) + this.hint(name, inputs));
    } else if (!isInput(type)) {
      this.report(span, texts.problems.outputType(name));
    }
  }

  /** The fragments that an operation comes to, each once: their variables are the operation's. */
  private reachedFragments(operation: Operation): Fragment[] {
    const reached = new Set<Fragment>();
    const waiting: SelectionSet[] = [operation.selections];
    for (let set = waiting.pop(); set; set = waiting.pop()) {
      for (const item of set.items) {
        if (item.kind !== "spread") {
          if (item.selections) waiting.push(item.selections);
          continue;
        }
        const fragment = this.fragments.get(item.name.value);
        if (!fragment || reached.has(fragment)) continue;
        reached.add(fragment);
        waiting.push(fragment.selections);
      }
    }
    return [...reached];
  }

  private selectionSet(set: SelectionSet, parent: NamedType | undefined): void {
    for (const item of set.items) {
      this.directives(item.directives, locations[item.kind]);
      switch (item.kind) {
        case "field":
          this.field(item, parent);
          break;
        case "spread": {
          this.spread.add(item.name.value);
          const fragment = this.fragments.get(item.name.value);
          if (!fragment) {
            const name = item.name.value;
            this.report(item.name, texts.problems.noFragment(name) + this.hint(name, this.fragments.keys()));
          } else {
            this.overlap(item.name, parent, this.schema.type(fragment.on.value));
          }
          break;
        }
        case "inline": {
          const on = item.on ? this.compositeType(item.on) : parent;
          if (item.on) this.overlap(item.on, parent, on);
          this.selectionSet(item.selections, on);
        }
      }
    }
  }

  private field(field: Extract<Selection, { kind: "field" }>, parent: NamedType | undefined): void {
    if (!parent) {
      // Of an unknown type nothing can be said; its mark is enough.
      if (field.selections) this.selectionSet(field.selections, undefined);
      return;
    }
    const definition = this.schema.field(parent, field.name.value);
    if (!definition) {
      const known = (parent.fields ?? []).map((each) => each.name);
      const name = field.name.value;
      this.report(field.name, texts.problems.noField(parent.name, name) + this.hint(name, known));
      return;
    }
    if (definition.isDeprecated) {
      const message = texts.problems.deprecated(definition.name, definition.deprecationReason ?? "");
      this.report(field.name, message, "warning");
    }
    this.arguments(field.name, texts.problems.quoted(definition.name), field.arguments, definition.args);
    const type = this.schema.named(definition.type);
    if (!type) return;
    if (field.selections && !isComposite(type)) {
      this.report(field.selections, texts.problems.noSelection(definition.name, referenceText(definition.type)));
    } else if (!field.selections && isComposite(type)) {
      this.report(field.name, texts.problems.needsSelection(definition.name, type.name));
    } else if (field.selections) {
      this.selectionSet(field.selections, type);
    }
  }

  private arguments(
    place: Span, owner: string, given: Extract<Selection, { kind: "field" }>["arguments"], known: readonly InputValue[],
  ): void {
    this.values.members(place, owner, given, known, "argument");
  }

  private directives(directives: readonly Directive[], location: string): void {
    const seen = new Set<string>();
    for (const directive of directives) {
      const name = directive.name.value;
      const definition = this.schema.directives.get(name);
      if (!definition) {
        const hint = this.hint(name, this.schema.directives.keys(), "@");
        this.report(directive.name, texts.problems.noDirective(name) + hint);
        continue;
      }
      if (!definition.locations.includes(location)) {
        this.report(directive.name, texts.problems.misplaced(name));
      }
      if (seen.has(name) && !definition.isRepeatable) this.report(directive.name, texts.problems.directiveTwice(name));
      seen.add(name);
      this.arguments(directive.name, texts.problems.quoted(`@${name}`), directive.arguments, definition.args);
    }
  }

  private compositeType(name: Span & { value: string }): NamedType | undefined {
    const type = this.schema.type(name.value);
    if (type && isComposite(type)) return type;
    const known = [...this.schema.types.values()].filter(isComposite).map((each) => each.name);
    this.report(name, type
      ? texts.problems.noFields(name.value)
      : texts.problems.noType(name.value) + this.hint(name.value, known));
    return undefined;
  }

  private overlap(place: Span, parent: NamedType | undefined, on: NamedType | undefined): void {
    if (!parent || !on || !isComposite(on) || this.schema.overlaps(parent, on)) return;
    this.report(place, texts.problems.neverBoth(parent.name, on.name));
  }

  private hint(wanted: string, known: Iterable<string>, sign = ""): string {
    const name = nearest(wanted, known);
    return name === undefined ? "" : texts.problems.didYouMean(sign + name);
  }

  private report(span: Span, message: string, severity: Problem["severity"] = "error"): void {
    if (this.found.length < mostProblems * 10) this.found.push({ severity, message, start: span.start, end: span.end });
  }
}


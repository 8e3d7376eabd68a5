/** The rules about arguments, the values in them, and the variables of an operation. */
import type { Argument, Directive, Fragment, Operation, SelectionSet, Value, VariableDefinition } from "./ast";
import { isRequired, nullable, referenceText, type InputValue, type Schema, type TypeReference } from "./schema";
import { nearest } from "./suggestion";
import type { Span } from "./tokens";

type Report = (span: Span, message: string, severity?: "error" | "warning") => void;

export class ValueRules {
  private variables: Map<string, VariableDefinition> | undefined;

  constructor(private readonly schema: Schema, private readonly report: Report) {}

  /** Variables that occur in the operation and in the fragments that it comes to are looked at from here. */
  beginOperation(operation: Operation, fragments: readonly Fragment[]): void {
    this.variables = new Map();
    for (const variable of operation.variables) {
      const name = variable.name.value;
      if (this.variables.has(name)) this.report(variable.name, `There are two variables named “$${name}”`);
      this.variables.set(name, variable);
      const type = this.schema.resolve(variable.type);
      if (variable.defaultValue && type) this.value(variable.defaultValue, type, true);
    }
    const used = new Set<string>();
    const note = (value: Value) => variablesIn(value, (name) => used.add(name));
    eachArgument(operation.directives, operation.selections, (argument) => note(argument.value));
    for (const fragment of fragments) {
      eachArgument(fragment.directives, fragment.selections, (argument) => variablesIn(argument.value, (name, span) => {
        used.add(name);
        if (!this.variables?.has(name)) {
          const owner = operation.name ? `the operation “${operation.name.value}”` : "the operation that uses this fragment";
          this.report(span, `“$${name}” is not declared by ${owner}`);
        }
      }));
    }
    for (const variable of operation.variables) {
      if (!used.has(variable.name.value)) this.report(variable.name, `“$${variable.name.value}” is never used`);
    }
  }

  endOperation(): void {
    this.variables = undefined;
  }

  /** The arguments of a field or directive, or the fields of an input object, against those that are known. */
  members(
    place: Span, owner: string, given: readonly Argument[], known: readonly InputValue[], word: "argument" | "field",
    isConstant = false,
  ): void {
    const seen = new Set<string>();
    for (const member of given) {
      const name = member.name.value;
      const definition = known.find((each) => each.name === name);
      if (!definition) {
        const near = nearest(name, known.map((each) => each.name));
        this.report(member.name, `${owner} has no ${word} “${name}”${near ? `; did you mean “${near}”?` : ""}`);
        continue;
      }
      if (seen.has(name)) this.report(member.name, `“${name}” is given twice`);
      seen.add(name);
      if (definition.isDeprecated) {
        const reason = definition.deprecationReason ? `: ${definition.deprecationReason}` : "";
        this.report(member.name, `“${name}” is deprecated${reason}`, "warning");
      }
      this.value(member.value, definition.type, isConstant, hasDefault(definition));
    }
    const missing = known.filter((each) => isRequired(each) && !seen.has(each.name)).map((each) => each.name);
    if (missing.length > 0) this.report(place, `${owner} needs the ${word}${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`);
  }

  private value(value: Value, type: TypeReference, isConstant: boolean, locationHasDefault = false): void {
    if (value.kind === "variable") {
      if (isConstant) this.report(value, "A default value cannot hold a variable");
      else this.variable(value, type, locationHasDefault);
      return;
    }
    if (value.kind === "null") {
      if (type.kind === "NON_NULL") this.report(value, `${referenceText(type)} cannot be null`);
      return;
    }
    const inner = nullable(type);
    if (inner.kind === "LIST") {
      if (!inner.ofType) return;
      for (const item of value.kind === "list" ? value.items : [value]) this.value(item, inner.ofType, isConstant);
      return;
    }
    const named = this.schema.type(inner.name);
    if (!named) return;
    if (named.kind === "ENUM") this.enumValue(value, named.name, (named.enumValues ?? []).map((each) => each.name));
    else if (named.kind === "INPUT_OBJECT") {
      if (value.kind !== "object") return this.report(value, `${named.name} is written as { … }`);
      this.members(value, named.name, value.fields, named.inputFields ?? [], "field", isConstant);
      if (named.isOneOf && value.fields.length !== 1) this.report(value, `${named.name} takes exactly one of its fields`);
    } else {
      const wanted = scalarForms[named.name];
      if (wanted && !wanted.kinds.includes(value.kind)) this.report(value, `${referenceText(type)} is ${wanted.words}`);
    }
  }

  private enumValue(value: Value, type: string, known: string[]): void {
    if (value.kind !== "enum") return this.report(value, `${type} is one of ${known.slice(0, 5).join(", ")}${known.length > 5 ? " …" : ""}`);
    if (known.includes(value.text)) return;
    const near = nearest(value.text, known);
    this.report(value, `${type} has no value “${value.text}”${near ? `; did you mean “${near}”?` : ""}`);
  }

  private variable(value: Span & { name: string }, location: TypeReference, locationHasDefault: boolean): void {
    // In a fragment the operations that use it have looked already.
    if (!this.variables) return;
    const variable = this.variables.get(value.name);
    if (!variable) {
      const near = nearest(value.name, this.variables.keys());
      return this.report(value, `“$${value.name}” is not declared${near ? `; did you mean “$${near}”?` : ""}`);
    }
    const type = this.schema.resolve(variable.type);
    if (!type) return;
    const isFilled = locationHasDefault || (variable.defaultValue !== undefined && variable.defaultValue.kind !== "null");
    const wanted = location.kind === "NON_NULL" && type.kind !== "NON_NULL" && isFilled ? nullable(location) : location;
    if (!fits(type, wanted)) {
      this.report(value, `“$${value.name}” is ${referenceText(type)}, and ${referenceText(location)} is needed here`);
    }
  }
}

/** Whether every value of a variable's type is good at a place of another type. */
export function fits(variable: TypeReference, location: TypeReference): boolean {
  if (location.kind === "NON_NULL") return variable.kind === "NON_NULL" && fits(nullable(variable), nullable(location));
  if (variable.kind === "NON_NULL") return fits(nullable(variable), location);
  if (location.kind === "LIST" || variable.kind === "LIST") {
    return location.kind === variable.kind && !!variable.ofType && !!location.ofType && fits(variable.ofType, location.ofType);
  }
  return variable.name === location.name;
}

function hasDefault(input: InputValue): boolean {
  return input.defaultValue !== null && input.defaultValue !== undefined;
}

/** The scalars of the specification; what a custom one takes is the server's to say. */
const scalarForms: Record<string, { kinds: readonly Value["kind"][]; words: string } | undefined> = {
  Int: { kinds: ["int"], words: "a whole number" },
  Float: { kinds: ["int", "float"], words: "a number" },
  String: { kinds: ["string"], words: 'a text in "quotes"' },
  Boolean: { kinds: ["boolean"], words: "true or false" },
  ID: { kinds: ["string", "int"], words: 'an id in "quotes"' },
};

function eachArgument(directives: readonly Directive[], set: SelectionSet, visit: (argument: Argument) => void): void {
  for (const directive of directives) directive.arguments.forEach(visit);
  for (const item of set.items) {
    for (const directive of item.directives) directive.arguments.forEach(visit);
    if (item.kind === "field") item.arguments.forEach(visit);
    if (item.kind !== "spread" && item.selections) eachArgument([], item.selections, visit);
  }
}

export function variablesIn(value: Value, visit: (name: string, span: Span) => void): void {
  if (value.kind === "variable") visit(value.name, value);
  if (value.kind === "list") for (const item of value.items) variablesIn(item, visit);
  if (value.kind === "object") for (const field of value.fields) variablesIn(field.value, visit);
}

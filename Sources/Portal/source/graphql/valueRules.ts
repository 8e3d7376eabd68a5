/** The rules about arguments, the values in them, and the variables of an operation. */
import type { Argument, Directive, Fragment, Operation, SelectionSet, Value, VariableDefinition } from "./ast";
import { isRequired, nullable, referenceText, type InputValue, type Schema, type TypeReference } from "./schema";
import { nearest } from "./suggestion";
import type { Span } from "./tokens";
import { texts } from "../explorer/texts/texts";

type Report = (span: Span, message: string, severity?: "error" | "warning") => void;

export class ValueRules {
  private variables: Map<string, VariableDefinition> | undefined;

  constructor(private readonly schema: Schema, private readonly report: Report) {}

  /** Variables that occur in the operation and in the fragments that it comes to are looked at from here. */
  beginOperation(operation: Operation, fragments: readonly Fragment[]): void {
    this.variables = new Map();
    for (const variable of operation.variables) {
      const name = variable.name.value;
      if (this.variables.has(name)) this.report(variable.name, texts.problems.twoVariables(name));
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
          this.report(span, texts.problems.undeclaredBy(name, operation.name?.value));
        }
      }));
    }
    for (const variable of operation.variables) {
      const name = variable.name.value;
      if (!used.has(name)) this.report(variable.name, texts.problems.unusedVariable(name));
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
        const { noArgument, noField } = texts.problems;
        const message = (word === "argument" ? noArgument : noField)(owner, name);
        this.report(member.name, message + hint(near));
        continue;
      }
      if (seen.has(name)) this.report(member.name, texts.problems.twice(name));
      seen.add(name);
      if (definition.isDeprecated) {
        this.report(member.name, texts.problems.deprecated(name, definition.deprecationReason ?? ""), "warning");
      }
      this.value(member.value, definition.type, isConstant, hasDefault(definition));
    }
    const missing = known.filter((each) => isRequired(each) && !seen.has(each.name)).map((each) => each.name);
    if (missing.length === 0) return;
    const { needsArguments, needsFields } = texts.problems;
    this.report(place, word === "argument" ? needsArguments(owner, missing) : needsFields(owner, missing));
  }

  private value(value: Value, type: TypeReference, isConstant: boolean, locationHasDefault = false): void {
    if (value.kind === "variable") {
      if (isConstant) this.report(value, texts.problems.constant);
      else this.variable(value, type, locationHasDefault);
      return;
    }
    if (value.kind === "null") {
      if (type.kind === "NON_NULL") this.report(value, texts.problems.notNull(referenceText(type)));
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
      if (value.kind !== "object") return this.report(value, texts.problems.object(named.name));
      this.members(value, named.name, value.fields, named.inputFields ?? [], "field", isConstant);
      if (named.isOneOf && value.fields.length !== 1) this.report(value, texts.problems.oneOf(named.name));
    } else {
      const wanted = scalarForms[named.name];
      if (!wanted || wanted.kinds.includes(value.kind)) return;
      this.report(value, texts.problems.scalar(referenceText(type), texts.problems.forms[wanted.form]));
    }
  }

  private enumValue(value: Value, type: string, known: string[]): void {
    if (value.kind !== "enum") return this.report(value, texts.problems.oneOfValues(type, known));
    if (known.includes(value.text)) return;
    const near = nearest(value.text, known);
    this.report(value, texts.problems.noEnumValue(type, value.text) + hint(near));
  }

  private variable(value: Span & { name: string }, location: TypeReference, locationHasDefault: boolean): void {
    // In a fragment the operations that use it have looked already.
    if (!this.variables) return;
    const variable = this.variables.get(value.name);
    if (!variable) {
      const near = nearest(value.name, this.variables.keys());
      return this.report(value, texts.problems.undeclared(value.name) + hint(near, "$"));
    }
    const type = this.schema.resolve(variable.type);
    if (!type) return;
    const { defaultValue } = variable;
    const isFilled = locationHasDefault || (defaultValue !== undefined && defaultValue.kind !== "null");
    const wanted = location.kind === "NON_NULL" && type.kind !== "NON_NULL" && isFilled ? nullable(location) : location;
    if (!fits(type, wanted)) {
      this.report(value, texts.problems.variableType(value.name, referenceText(type), referenceText(location)));
    }
  }
}

/** Whether every value of a variable's type is good at a place of another type. */
export function fits(variable: TypeReference, location: TypeReference): boolean {
  if (location.kind === "NON_NULL") return variable.kind === "NON_NULL" && fits(nullable(variable), nullable(location));
  if (variable.kind === "NON_NULL") return fits(nullable(variable), location);
  if (location.kind === "LIST" || variable.kind === "LIST") {
    if (location.kind !== variable.kind || !variable.ofType || !location.ofType) return false;
    return fits(variable.ofType, location.ofType);
  }
  return variable.name === location.name;
}

function hasDefault(input: InputValue): boolean {
  return input.defaultValue !== null && input.defaultValue !== undefined;
}

/** The scalars of the specification; what a custom one takes is the server's to say. */
const scalarForms: Record<
  string, { kinds: readonly Value["kind"][]; form: keyof typeof texts.problems.forms } | undefined
> = {
  Int: { kinds: ["int"], form: "Int" },
  Float: { kinds: ["int", "float"], form: "Float" },
  String: { kinds: ["string"], form: "String" },
  Boolean: { kinds: ["boolean"], form: "Boolean" },
  ID: { kinds: ["string", "int"], form: "ID" },
};

function hint(name: string | undefined, sign = ""): string {
  return name === undefined ? "" : texts.problems.didYouMean(sign + name);
}

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

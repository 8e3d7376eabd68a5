/** All documents of the portal: what is defined where, and whether the server would take it. */
import type { Fragment, Operation, SelectionSet } from "../source/graphql/ast";
import { parse } from "../source/graphql/parser";
import type { Schema } from "../source/graphql/schema";
import { tokenize } from "../source/graphql/tokens";
import { problems } from "../source/graphql/validation";

export interface SourceFile {
  /** Below the source folder, such as `stations/stations.graphql`. */
  readonly path: string;
  readonly text: string;
}

export interface Definition<Kind> {
  readonly file: SourceFile;
  readonly node: Kind;
  readonly name: string;
}

export class Library {
  readonly operations: Definition<Operation>[] = [];
  readonly fragments = new Map<string, Definition<Fragment>>();

  /** @throws {Error} on the first thing that the server would refuse. */
  constructor(readonly schema: Schema, files: readonly SourceFile[]) {
    for (const file of files) this.add(file);
    for (const operation of this.operations) this.validate(operation);
  }

  /** The fragments that a definition needs, directly or through others, each once. */
  needs(definition: Definition<Operation | Fragment>): Definition<Fragment>[] {
    const found = new Map<string, Definition<Fragment>>();
    const visit = (set: SelectionSet) => {
      for (const item of set.items) {
        if (item.kind !== "spread") {
          if (item.selections) visit(item.selections);
          continue;
        }
        const fragment = this.fragments.get(item.name.value);
        if (!fragment) throw at(definition.file, item, `there is no fragment ${item.name.value}`);
        if (found.has(fragment.name)) continue;
        found.set(fragment.name, fragment);
        visit(fragment.node.selections);
      }
    };
    visit(definition.node.selections);
    return [...found.values()];
  }

  /** What is sent, without what only people read. */
  text(operation: Definition<Operation>): string {
    return [operation, ...this.needs(operation)].map((each) => compact(slice(each))).join("");
  }

  private add(file: SourceFile): void {
    for (const node of parse(file.text).document.definitions) {
      const name = node.name?.value;
      if (!name) throw at(file, node, "an operation needs a name");
      const known = node.kind === "fragment" ? this.fragments.has(name) : this.operations.some((each) => each.name === name);
      if (known) throw at(file, node, `${name} is defined twice`);
      if (node.kind === "fragment") this.fragments.set(name, { file, node, name });
      else this.operations.push({ file, node, name });
    }
  }

  private validate(operation: Definition<Operation>): void {
    const parts = [operation, ...this.needs(operation)];
    const [problem] = problems(parts.map(slice).join("\n"), this.schema).filter(({ severity }) => severity === "error");
    if (!problem) return;
    let offset = 0;
    for (const part of parts) {
      const length = slice(part).length + 1;
      if (problem.start < offset + length) {
        const start = part.node.start + problem.start - offset;
        throw at(part.file, { start }, problem.message);
      }
      offset += length;
    }
    throw new Error(`${operation.name}: ${problem.message}`);
  }
}

function slice({ file, node }: Definition<Operation | Fragment>): string {
  return file.text.slice(node.start, node.end);
}

function at(file: SourceFile, { start }: { start: number }, message: string): Error {
  return new Error(`${file.path}:${file.text.slice(0, start).split("\n").length}: ${message}`);
}

function compact(text: string): string {
  let result = "";
  let wasWord = false;
  for (const { kind, text: piece } of tokenize(text).tokens) {
    const isWord = kind === "name" || kind === "int" || kind === "float";
    result += isWord && wasWord ? ` ${piece}` : piece;
    wasWord = isWord;
  }
  return result;
}


/** The operations of a document, to choose one to run. */
import type { OperationType } from "./ast";
import { parse } from "./parser";

export interface OperationSummary {
  readonly type: OperationType;
  readonly name: string | undefined;
  readonly start: number;
  readonly end: number;
}

/** None when the text cannot be read: then the server says why, and the editor's marks say it too. */
export function operations(source: string): OperationSummary[] {
  try {
    return parse(source).document.definitions.flatMap((definition) =>
      definition.kind === "operation"
        ? [{ type: definition.type, name: definition.name?.value, start: definition.start, end: definition.end }]
        : []);
  } catch {
    return [];
  }
}

/** The one that is meant with the cursor at a place: the one around it, or the nearest before it. */
export function operationAt(list: readonly OperationSummary[], offset: number): OperationSummary | undefined {
  return [...list].reverse().find((operation) => operation.start <= offset) ?? list[0];
}

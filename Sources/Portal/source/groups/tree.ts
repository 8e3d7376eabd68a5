/** Groups as they stand in each other. */
import type { AllGroupsData } from "documents/pickers/pickers";

export type Leaf = AllGroupsData["groups"]["nodes"][number];

export interface TreeRow {
  readonly group: Leaf;
  /** From 1, as `aria-level` counts. */
  readonly level: number;
  /** Undefined where none stands in it. */
  readonly isOpen: boolean | undefined;
}

/** What is to be seen of the tree, from top to bottom. A group whose own place is not among them stands at the top. */
export function treeRows(all: readonly Leaf[], closed: ReadonlySet<string>): readonly TreeRow[] {
  const ids = new Set(all.map(({ id }) => id));
  const within = new Map<string, Leaf[]>();
  for (const group of all) {
    const parent = group.parent && ids.has(group.parent.id) ? group.parent.id : "";
    within.set(parent, [...(within.get(parent) ?? []), group]);
  }
  const rows: TreeRow[] = [];
  const add = (parent: string, level: number) => {
    for (const group of within.get(parent) ?? []) {
      const isOpen = within.has(group.id) ? !closed.has(group.id) : undefined;
      rows.push({ group, level, isOpen });
      if (isOpen) add(group.id, level + 1);
    }
  };
  add("", 1);
  return rows;
}

/** Groups that this one may stand in: neither it nor those below it. */
export function placesFor(all: readonly Leaf[], id: string | undefined): readonly Leaf[] {
  const parentOf = new Map(all.map((group) => [group.id, group.parent?.id]));
  const isWithin = (group: string | undefined, depth = 0): boolean =>
    group !== undefined && depth < 12 && (group === id || isWithin(parentOf.get(group), depth + 1));
  return id === undefined ? all : all.filter((group) => !isWithin(group.id));
}

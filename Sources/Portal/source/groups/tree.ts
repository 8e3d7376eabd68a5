/** Groups as they stand in each other. */
import type { GroupTreeData } from "documents/groups/groups";
import type { Role } from "documents/schema";

export type Leaf = GroupTreeData["groups"]["nodes"][number];

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
function placesFor(all: readonly Leaf[], id: string | undefined): readonly Leaf[] {
  const parentOf = new Map(all.map((group) => [group.id, group.parent?.id]));
  const isWithin = (group: string | undefined, depth = 0): boolean =>
    group !== undefined && depth < 12 && (group === id || isWithin(parentOf.get(group), depth + 1));
  return id === undefined ? all : all.filter((group) => !isWithin(group.id));
}

/** Change all groups of their organization, also those at the top. A role within groups reaches those and what is below. */
const everywhere: readonly Role[] = ["PLATFORM_OPERATOR", "ORGANIZATION_OWNER", "MANAGER"];

type Changeable = Pick<Leaf, "allowedActions">;

const mayChange = ({ allowedActions }: Changeable) => allowedActions.includes("CHANGE_GROUP");

/** Whether a group may be moved or deleted: where a role was given, there the group itself stays. */
export function mayMove(group: Changeable, parent: Changeable | undefined, role: Role | undefined): boolean {
  return mayChange(group) && (reachesTop(role) || parent !== undefined && mayChange(parent));
}

/** Whether groups may be made at the top, and put there. */
export function reachesTop(role: Role | undefined): boolean {
  return role !== undefined && everywhere.includes(role);
}

/** Where a group may stand; without an id a new one. */
export function openPlaces(all: readonly Leaf[], id: string | undefined): readonly Leaf[] {
  return placesFor(all, id).filter(mayChange);
}

/**
 * Everything that the server has told, each object once by its global id, so that an event about a station shows wherever
 * that station is shown.
 */
import type { Selection, Stored, Values } from "./document";

/** Stands in a record for an object that has an id of its own. */
class Reference {
  constructor(readonly id: string) {}
}

type Fields = Map<string, unknown>;

/** What is read where something was never told. */
export const missing: unique symbol = Symbol("missing");

/** The id under which the answers to queries begin. */
export const rootId = "Query";

/** The same for answers within a group, so that lists of one are never taken for those of another. */
export function rootOf(group: string | undefined): string {
  return group ? `${rootId} ${group}` : rootId;
}

interface Event {
  readonly selection: Selection;
  readonly variables: Values;
  readonly data: Values;
  readonly name: string;
}

/** More than come while one request is under way. */
const mostEvents = 2000;

export class Store {
  private events: Event[] = [];
  private forgottenEvents = 0;
  private readonly records = new Map<string, Fields>();
  private readonly listeners = new Set<(changed: ReadonlySet<string>) => void>();
  private changed = new Set<string>();
  private isFlushPlanned = false;

  /** Takes an answer in. Who watches hears of it once in a frame, however many answers and events come before that. */
  write(selection: Selection, variables: Values, data: Values, id = rootId): void {
    this.mergeInto(this.record(id), id, selection, variables, data);
  }

  /** Takes in what a subscription told. */
  event(event: Event): void {
    this.events.push(event);
    if (this.events.length > mostEvents) {
      this.forgottenEvents += mostEvents / 2;
      this.events = this.events.slice(mostEvents / 2);
    }
    this.write(event.selection, event.variables, event.data, event.name);
  }

  get eventCount(): number {
    return this.forgottenEvents + this.events.length;
  }

  /**
   * Takes the events since then in again, after an answer that may be older than they are. Should it be newer, then the
   * events of what it knew are still to come.
   */
  replay(since: number): void {
    for (const event of this.events.slice(Math.max(0, since - this.forgottenEvents))) {
      this.write(event.selection, event.variables, event.data, event.name);
    }
  }

  /**
   * An answer of this shape from what is known, or `missing`. What has not changed since `before` is the same object as
   * there, so that only what has changed is drawn again. The ids that it depends on are added to `uses`.
   */
  read<Data>(selection: Selection, variables: Values, before: Data | undefined, uses: Set<string>, id = rootId):
    Data | typeof missing {
    return this.readRecord(id, selection, variables, before, uses) as Data | typeof missing;
  }

  listen(listener: (changed: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Forgets an object, so that lists that hold it are read as missing and are asked for again. */
  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.records.delete(id);
      this.touch(id);
    }
  }

  /** Forgets all, when another person signs in. */
  clear(): void {
    this.records.clear();
    this.forgottenEvents += this.events.length;
    this.events = [];
  }

  get size(): number {
    return this.records.size;
  }

  /** Keeps only what is in use. */
  keepOnly(used: ReadonlySet<string>): void {
    for (const id of this.records.keys()) if (!used.has(id)) this.records.delete(id);
  }

  private record(id: string): Fields {
    let record = this.records.get(id);
    if (!record) {
      record = new Map();
      this.records.set(id, record);
    }
    return record;
  }

  private mergeInto(fields: Fields, owner: string, selection: Selection, variables: Values, data: Values): void {
    for (const [key, entry] of Object.entries(selection)) {
      const value = data[key];
      if (value === undefined) continue;
      const [name, stored] = resolve(key, entry, variables);
      const before = fields.get(name);
      const next = this.stored(before, owner, stored, variables, value);
      if (next === before || (stored === 1 && isSame(next, before))) continue;
      fields.set(name, next);
      this.touch(owner);
    }
  }

  private stored(before: unknown, owner: string, stored: Stored, variables: Values, value: unknown): unknown {
    if (stored === 1 || value === null) return value;
    if (Array.isArray(value)) {
      const list = value.map((item: unknown, index) =>
        this.stored(Array.isArray(before) ? before[index] : undefined, owner, stored, variables, item));
      const isAsBefore = Array.isArray(before) && before.length === list.length &&
        list.every((item, index) => item === before[index]);
      return isAsBefore ? before : list;
    }
    const object = value as Values;
    const { id } = object;
    if (typeof id === "string" && "id" in stored) {
      this.write(stored, variables, object, id);
      return before instanceof Reference && before.id === id ? before : new Reference(id);
    }
    const inner: Fields = before instanceof Map ? (before as Fields) : new Map<string, unknown>();
    this.mergeInto(inner, owner, stored, variables, object);
    return inner;
  }

  private readRecord(id: string, selection: Selection, variables: Values, before: unknown, uses: Set<string>): unknown {
    uses.add(id);
    const record = this.records.get(id);
    return record ? this.readFields(record, selection, variables, before, uses) : missing;
  }

  private readFields(fields: Fields, selection: Selection, variables: Values, before: unknown, uses: Set<string>): unknown {
    const old = before as Values | undefined;
    const result: Record<string, unknown> = {};
    let isAsBefore = old !== undefined && old !== null;
    for (const [key, entry] of Object.entries(selection)) {
      const [name, stored] = resolve(key, entry, variables);
      if (!fields.has(name)) return missing;
      const value = this.readValue(fields.get(name), stored, variables, old?.[key], uses);
      if (value === missing) return missing;
      if (value !== old?.[key]) isAsBefore = false;
      result[key] = value;
    }
    return isAsBefore ? before : result;
  }

  private readValue(value: unknown, stored: Stored, variables: Values, before: unknown, uses: Set<string>): unknown {
    if (stored === 1 || value === null) return value;
    if (value instanceof Reference) return this.readRecord(value.id, stored, variables, before, uses);
    if (value instanceof Map) return this.readFields(value as Fields, stored, variables, before, uses);
    if (!Array.isArray(value)) return value;
    const old = Array.isArray(before) ? (before as unknown[]) : undefined;
    const known = new Map(old?.map((item) => [idOf(item), item]));
    let isAsBefore = old?.length === value.length;
    const list: unknown[] = [];
    for (const [index, item] of value.entries()) {
      const match = item instanceof Reference ? known.get(item.id) : old?.[index];
      const read = this.readValue(item, stored, variables, match, uses);
      if (read === missing) return missing;
      if (read !== old?.[index]) isAsBefore = false;
      list.push(read);
    }
    return isAsBefore ? before : list;
  }

  private touch(id: string): void {
    this.changed.add(id);
    if (this.isFlushPlanned) return;
    this.isFlushPlanned = true;
    // A hidden page has no frames; what it shows must be right all the same when it is looked at again.
    if (document.hidden) setTimeout(() => this.flush(), 250);
    else requestAnimationFrame(() => this.flush());
  }

  private flush(): void {
    this.isFlushPlanned = false;
    const changed = this.changed;
    this.changed = new Set();
    for (const listener of [...this.listeners]) listener(changed);
  }
}

function resolve(key: string, entry: Selection[string], variables: Values): [string, Stored] {
  if (!isPair(entry)) return [key, entry];
  const [name, stored] = entry;
  return [name.includes("$") ? name.replace(/\$(\w+)/g, (_, variable: string) =>
    JSON.stringify(variables[variable] ?? null)) : name, stored];
}

function isPair(entry: Selection[string]): entry is readonly [string, Stored] {
  return Array.isArray(entry);
}

function idOf(item: unknown): unknown {
  return typeof item === "object" && item !== null ? (item as Values)["id"] : undefined;
}

/** Lists and objects of scalars, such as a JSON value, are compared by what is in them. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  return typeof one === "object" && typeof other === "object" && one !== null && other !== null &&
    JSON.stringify(one) === JSON.stringify(other);
}

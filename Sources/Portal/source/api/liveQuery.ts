/** A query that is on the screen: what it answers, as it was told and as events have changed it since. */
import type { Document, Values } from "./document";
import { Fault, unreachable } from "./fault";
import { request, store } from "./request";
import { session } from "./session";
import { socket } from "./socket";
import { scope } from "./scope";
import { selectionOf } from "./selection";
import { missing, rootOf } from "./store";

export interface QueryState<Data> {
  readonly data: Data | undefined;
  /** Of the last try; data from before it stay. */
  readonly fault: Fault | undefined;
  readonly isFetching: boolean;
}

/** Objects beyond this many are let go when no page shows them. */
const mostObjects = 5000;

const mounted = new Map<string, LiveQuery<unknown, unknown>>();
/** Made while a page is drawn, and not on the screen yet: whoever is drawn with it has the same. */
const made = new Map<string, LiveQuery<unknown, unknown>>();

export class LiveQuery<Data, Variables> {
  private state: QueryState<Data>;
  private readonly listeners = new Set<() => void>();
  private uses = new Set<string>();
  private abort: AbortController | undefined;
  private inFlight: Promise<void> | undefined;
  private next: Promise<void> | undefined;
  private askedAt = 0;
  private readonly group = scope.group;

  /** The one for these variables, shared by all who show it. */
  static of<Data, Variables>(document: Document<Data, Variables>, variables: Variables, isStill: boolean): LiveQuery<Data, Variables> {
    const key = `${document.name} ${scope.group ?? ""} ${JSON.stringify(variables)}`;
    const known = (mounted.get(key) ?? made.get(key)) as LiveQuery<Data, Variables> | undefined;
    if (known) return known;
    const query = new LiveQuery(key, document, variables, isStill);
    made.set(key, query as LiveQuery<unknown, unknown>);
    // A page that is not shown after all leaves it behind.
    setTimeout(() => made.get(key) === query && made.delete(key), 10_000);
    return query;
  }

  private constructor(
    private readonly key: string, private readonly document: Document<Data, Variables>, private readonly variables: Variables,
    private readonly isStill: boolean,
  ) {
    this.state = { data: this.read(undefined), fault: undefined, isFetching: true };
  }

  readonly snapshot = (): QueryState<Data> => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    if (this.listeners.size === 1) this.mount();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.unmount();
    };
  };

  /** Asks again; what is shown stays until the answer is here. One that is on its way may not know yet of why. */
  readonly refetch = (): Promise<void> => {
    if (this.inFlight) {
      this.next ??= this.inFlight.then(() => {
        this.next = undefined;
        return this.listeners.size > 0 ? this.refetch() : undefined;
      });
      return this.next;
    }
    const asking = this.fetch().finally(() => {
      if (this.inFlight === asking) this.inFlight = undefined;
    });
    this.inFlight = asking;
    return asking;
  };

  /** Asks again what was asked before a moment, unless it is of a kind that no event is about. */
  catchUp(since: number): Promise<void> {
    return this.isStill || this.askedAt > since ? Promise.resolve() : this.refetch();
  }

  changed(ids: ReadonlySet<string>): void {
    if (this.state.data === undefined) return;
    for (const id of this.uses) {
      if (!ids.has(id)) continue;
      const data = this.read(this.state.data);
      if (data === this.state.data) return;
      // An object is gone that the list still has: the list is not right any more.
      if (data === undefined) void this.refetch();
      else this.become({ ...this.state, data });
      return;
    }
  }

  used(): ReadonlySet<string> {
    return this.uses;
  }

  private mount(): void {
    made.delete(this.key);
    mounted.set(this.key, this as LiveQuery<unknown, unknown>);
    void this.refetch();
  }

  private unmount(): void {
    if (mounted.get(this.key) === this) mounted.delete(this.key);
    this.abort?.abort();
    // Who shows it again at this very moment asks anew.
    this.inFlight = undefined;
    if (store.size > mostObjects) keepWhatIsShown();
  }

  private async fetch(): Promise<void> {
    const abort = new AbortController();
    this.abort = abort;
    this.askedAt = Date.now();
    if (!this.state.isFetching) this.become({ ...this.state, isFetching: true });
    try {
      await request(this.document, this.variables, abort.signal, this.group ?? "");
      this.become({ data: this.read(this.state.data), fault: undefined, isFetching: false });
    } catch (error) {
      if (abort.signal.aborted) return;
      this.become({ ...this.state, fault: error instanceof Fault ? error : unreachable(), isFetching: false });
    }
  }

  private read(before: Data | undefined): Data | undefined {
    const uses = new Set<string>();
    const data = store.read(selectionOf(this.document), this.variables as unknown as Values, before, uses, rootOf(this.group));
    if (data === missing) return undefined;
    this.uses = uses;
    return data;
  }

  private become(state: QueryState<Data>): void {
    this.state = state;
    for (const listener of [...this.listeners]) listener();
  }
}

function keepWhatIsShown(): void {
  const used = new Set<string>();
  for (const query of mounted.values()) for (const id of query.used()) used.add(id);
  store.keepOnly(used);
}

store.listen((changed) => {
  for (const query of [...mounted.values()]) query.changed(changed);
});
socket.onStart((since) => (session.client
  ? Promise.allSettled([...mounted.values()].map((query) => query.catchUp(since))) : Promise.resolve()));

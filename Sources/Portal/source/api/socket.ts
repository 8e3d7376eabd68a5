/**
 * All subscriptions of this tab over one WebSocket, by the protocol `graphql-transport-ws`.
 *
 * A lost connection is tried again after 1, 2, 4 … 30 s with jitter, as long as somebody still listens.
 */
import type { GraphQLAnswer, GraphQLFault } from "./client";
import { faultOf, type Fault } from "./fault";
import { scope, scopeExtensions } from "./scope";
import { session } from "./session";

export type Connection =
  | { readonly kind: "idle" }
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  /** `since` is when the last event can have come. */
  | { readonly kind: "lost"; readonly since: number };

export interface Listening {
  readonly query: string;
  readonly operationName: string;
  readonly variables: Record<string, unknown>;
  next(answer: GraphQLAnswer): void;
  failed?(fault: Fault): void;
}

const protocol = "graphql-transport-ws";
const longestPause = 30_000;
/** A server that does not acknowledge is as good as away. */
const patience = 15_000;
/** Between two pages nobody listens for a moment; that is no reason to connect anew. */
const linger = 10_000;

class Socket {
  private current: Connection = { kind: "idle" };
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  private lastId = 0;
  private isPaused = false;
  private isAcknowledged = false;
  private readonly active = new Map<string, Listening>();
  private readonly watchers = new Set<() => void>();
  private readonly returns = new Set<(since: number) => Promise<unknown>>();
  private catchingUp: ReturnType<typeof setTimeout> | undefined;

  get connection(): Connection {
    return this.current;
  }

  readonly watch = (watcher: () => void): (() => void) => {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  };

  /** Called when subscriptions have begun: what was asked before that moment may have changed unheard. */
  onStart(refetch: (since: number) => Promise<unknown>): () => void {
    this.returns.add(refetch);
    return () => this.returns.delete(refetch);
  }

  listen(listening: Listening): () => void {
    const id = String((this.lastId += 1));
    this.active.set(id, listening);
    if (this.isAcknowledged) {
      this.start(id, listening);
      this.catchUpLater();
    } else if (!this.socket && !this.isPaused && this.current.kind === "idle") {
      this.connect();
    }
    return () => {
      if (!this.active.delete(id)) return;
      this.send({ id, type: "complete" });
      if (this.active.size === 0 && this.current.kind === "live") this.restLater();
    };
  }

  /** While nobody looks for long. */
  pause(): void {
    if (this.isPaused) return;
    this.isPaused = true;
    this.close();
    this.become({ kind: "idle" });
  }

  resume(): void {
    if (!this.isPaused) return;
    this.isPaused = false;
    if (this.active.size > 0) this.connect();
  }

  /** For another person, or nobody. */
  reset(): void {
    this.close();
    this.attempts = 0;
    this.become({ kind: "idle" });
    if (this.active.size > 0 && session.client) this.connect();
  }

  private connect(): void {
    const client = session.client;
    if (!client) return;
    if (this.attempts === 0) this.become({ kind: "connecting" });
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/graphql`, protocol);
    this.socket = socket;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => socket.close(4000), patience);
    socket.onopen = () => this.send({ type: "connection_init", payload: client.initialisation });
    socket.onmessage = ({ data }) => {
      if (this.socket === socket) this.received(String(data));
    };
    socket.onclose = ({ code }) => {
      if (this.socket === socket) this.closed(code);
    };
  }

  private received(text: string): void {
    let message: { type?: string; id?: string; payload?: unknown };
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return;
    }
    const listening = this.active.get(message.id ?? "");
    switch (message.type) {
      case "connection_ack":
        void this.acknowledged();
        break;
      case "next":
        listening?.next((message.payload ?? {}) as GraphQLAnswer);
        break;
      case "error":
        this.active.delete(message.id ?? "");
        listening?.failed?.(faultOf((message.payload ?? []) as GraphQLFault[], 200));
        break;
      case "complete":
        this.active.delete(message.id ?? "");
        break;
      case "ping":
        this.send({ type: "pong" });
    }
  }

  /** Subscribed first and asked then, so that nothing is lost between the two. */
  private async acknowledged(): Promise<void> {
    const socket = this.socket;
    clearTimeout(this.timer);
    this.attempts = 0;
    this.isAcknowledged = true;
    for (const [id, listening] of this.active) this.start(id, listening);
    await this.catchUp();
    if (this.socket !== socket) return;
    this.become({ kind: "live" });
    if (this.active.size === 0) this.restLater();
  }

  /** Several subscriptions begin with a page; one look back is enough. Also for an event that could not be told. */
  catchUpLater(): void {
    clearTimeout(this.catchingUp);
    this.catchingUp = setTimeout(() => void this.catchUp(), 100);
  }

  private catchUp(): Promise<unknown> {
    const since = Date.now();
    return Promise.allSettled([...this.returns].map((refetch) => refetch(since)));
  }

  private closed(code: number): void {
    this.socket = undefined;
    this.isAcknowledged = false;
    clearTimeout(this.timer);
    if ((code === 4401 || code === 4403) && session.client) void session.review(session.client);
    if (this.active.size === 0) return this.become({ kind: "idle" });
    if (this.current.kind !== "lost") this.become({ kind: "lost", since: Date.now() });
    this.attempts += 1;
    const pause = Math.min(longestPause, 1000 * 2 ** (this.attempts - 1)) * (0.75 + Math.random() / 2);
    this.timer = setTimeout(() => this.connect(), pause);
  }

  private restLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.active.size > 0 || this.current.kind !== "live") return;
      this.close();
      this.become({ kind: "idle" });
    }, linger);
  }

  private close(): void {
    clearTimeout(this.timer);
    const socket = this.socket;
    this.socket = undefined;
    this.isAcknowledged = false;
    socket?.close(1000);
  }

  private start(id: string, { query, operationName, variables }: Listening): void {
    this.send({ id, type: "subscribe", payload: { query, operationName, variables, ...scopeExtensions(scope.group) } });
  }

  private send(message: unknown): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  private become(connection: Connection): void {
    this.current = connection;
    for (const watcher of [...this.watchers]) watcher();
  }
}

export const socket = new Socket();

let known = session.client;
session.subscribe(() => {
  if (session.client === known) return;
  known = session.client;
  socket.reset();
});

let hiding: ReturnType<typeof setTimeout> | undefined;
document.addEventListener("visibilitychange", () => {
  clearTimeout(hiding);
  if (document.hidden) hiding = setTimeout(() => socket.pause(), 60_000);
  else socket.resume();
});

/**
 * One subscription over WebSocket, by the protocol `graphql-transport-ws`.
 *
 * A lost connection is tried again after 1, 2, 4 … 30 s with jitter, since restarts of the server are no reason to stop
 * watching; a refusal is not, since it would be refused again.
 */
import type { Ask, Client, GraphQLAnswer, GraphQLFault } from "./client";

export type SubscriptionState =
  | { readonly kind: "connecting" }
  | { readonly kind: "live" }
  | { readonly kind: "reconnecting"; readonly at: number }
  | { readonly kind: "ended" }
  | { readonly kind: "failed"; readonly message: string; readonly errors?: readonly GraphQLFault[] };

export interface Listener {
  event(answer: GraphQLAnswer, text: string): void;
  state(state: SubscriptionState): void;
}

const protocol = "graphql-transport-ws";
const longestPause = 30_000;
const mostAttempts = 100;
/** A server that does not acknowledge is as good as away. */
const patience = 15_000;

export class Subscription {
  private socket: WebSocket | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  private isOver = false;

  constructor(private readonly client: Client, private readonly ask: Ask, private readonly listener: Listener) {
    this.connect();
  }

  /** Ends it from our side; the listener hears nothing more. */
  stop(): void {
    this.isOver = true;
    clearTimeout(this.timer);
    const socket = this.socket;
    if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ id: "1", type: "complete" }));
    socket?.close(1000);
  }

  private connect(): void {
    if (this.attempts === 0) this.listener.state({ kind: "connecting" });
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(`${scheme}://${location.host}/graphql`, protocol);
    this.socket = socket;
    this.timer = setTimeout(() => socket.close(4000), patience);
    socket.onopen = () => this.send({ type: "connection_init", payload: this.client.initialisation });
    socket.onmessage = (message) => {
      if (this.socket === socket && !this.isOver) this.received(String(message.data));
    };
    socket.onclose = (close) => {
      if (this.socket === socket && !this.isOver) this.closed(close);
    };
  }

  private received(text: string): void {
    let message: { type?: string; payload?: unknown };
    try {
      message = JSON.parse(text) as typeof message;
    } catch {
      return this.fail("The server sent a message that is no JSON.");
    }
    switch (message.type) {
      case "connection_ack":
        clearTimeout(this.timer);
        this.attempts = 0;
        this.send({ id: "1", type: "subscribe", payload: this.ask });
        this.listener.state({ kind: "live" });
        break;
      case "next":
        this.listener.event((message.payload ?? {}) as GraphQLAnswer, payloadText(text, message.payload));
        break;
      case "error": {
        const errors = Array.isArray(message.payload) ? (message.payload as GraphQLFault[]) : [];
        this.fail(errors[0]?.message ?? "The server refused the subscription.", errors);
        break;
      }
      case "complete":
        this.finish({ kind: "ended" });
        break;
      case "ping":
        this.send({ type: "pong" });
    }
  }

  private closed({ code, reason }: CloseEvent): void {
    clearTimeout(this.timer);
    // 44xx are refusals of what was sent; 4408 and what the network does are not.
    if (code >= 4400 && code < 4500 && code !== 4408) {
      return this.fail(reason ? `${reason} (${code})` : `The server closed the connection with ${code}.`);
    }
    this.attempts += 1;
    if (this.attempts > mostAttempts) return this.fail("The server cannot be reached.");
    const pause = Math.min(longestPause, 1000 * 2 ** (this.attempts - 1)) * (0.75 + Math.random() / 2);
    this.listener.state({ kind: "reconnecting", at: Date.now() + pause });
    this.timer = setTimeout(() => this.connect(), pause);
  }

  private fail(message: string, errors?: readonly GraphQLFault[]): void {
    this.finish({ kind: "failed", message, ...(errors && { errors }) });
  }

  private finish(state: SubscriptionState): void {
    this.isOver = true;
    clearTimeout(this.timer);
    this.socket?.close(1000);
    this.listener.state(state);
  }

  private send(message: unknown): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }
}

/** The payload as the server wrote it, where it is the end of the message; otherwise as we read it. */
function payloadText(text: string, payload: unknown): string {
  const at = text.indexOf('"payload":');
  if (at >= 0) {
    const rest = text.slice(at + '"payload":'.length, text.lastIndexOf("}")).trim();
    try {
      JSON.parse(rest);
      return rest;
    } catch {
      // The payload is not the last member.
    }
  }
  return JSON.stringify(payload);
}

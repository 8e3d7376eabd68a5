import { useEffect, useRef, useState } from "react";
import type { Ask, Client, Exchange } from "../api/client";
import { Subscription, type SubscriptionState } from "../api/subscription";
import type { OperationType } from "../graphql/ast";
import { EventLog, type StreamedEvent } from "./eventLog";

export type Outcome =
  | { readonly kind: "idle" }
  | { readonly kind: "running" | "cancelled"; readonly isMutation: boolean }
  | { readonly kind: "unreachable" }
  | { readonly kind: "answered"; readonly exchange: Exchange; readonly query: string }
  | {
    readonly kind: "stream"; readonly state: SubscriptionState | { readonly kind: "stopped" };
    readonly events: readonly StreamedEvent[]; readonly total: number; readonly reconnects: number;
  };

export interface Run {
  readonly outcome: Outcome;
  readonly isRunning: boolean;
  start(ask: Ask, type: OperationType): void;
  stop(): void;
  clearEvents(): void;
}

/** How often what came is shown: often enough to be live, seldom enough to stay readable and cheap. */
const showEvery = 100;

/** One request or subscription at a time; a new one ends the one before. */
export function useRun(client: Client): Run {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });
  const current = useRef<{ stop(): void; clearEvents?(): void }>();
  useEffect(() => () => current.current?.stop(), []);

  const start = (ask: Ask, type: OperationType) => {
    current.current?.stop();
    current.current = type === "subscription"
      ? subscribe(client, ask, setOutcome) : request(client, ask, type === "mutation", setOutcome);
  };
  const isRunning = outcome.kind === "running"
    || (outcome.kind === "stream" && ["connecting", "live", "reconnecting"].includes(outcome.state.kind));
  return {
    outcome, isRunning, start,
    stop: () => current.current?.stop(),
    clearEvents: () => current.current?.clearEvents?.(),
  };
}

function request(client: Client, ask: Ask, isMutation: boolean, show: (outcome: Outcome) => void): { stop(): void } {
  const abort = new AbortController();
  let isOver = false;
  const finish = (outcome: Outcome) => {
    if (!isOver) show(outcome);
    isOver = true;
  };
  show({ kind: "running", isMutation });
  client.send(ask, abort.signal).then(
    (exchange) => finish({ kind: "answered", exchange, query: ask.query }),
    () => finish({ kind: "unreachable" }),
  );
  return {
    stop: () => {
      finish({ kind: "cancelled", isMutation });
      abort.abort();
    },
  };
}

function subscribe(
  client: Client, ask: Ask, show: (outcome: Outcome) => void,
): { stop(): void; clearEvents(): void } {
  const log = new EventLog();
  let state: SubscriptionState | { kind: "stopped" } = { kind: "connecting" };
  let reconnects = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const showNow = () => {
    clearTimeout(timer);
    timer = undefined;
    show({ kind: "stream", state, events: log.events(), total: log.total, reconnects });
  };
  const subscription = new Subscription(client, ask, {
    event: (answer, text) => {
      log.add(text, (answer.errors?.length ?? 0) > 0, Date.now());
      timer ??= setTimeout(showNow, showEvery);
    },
    state: (next) => {
      if (next.kind === "live" && state.kind === "reconnecting") reconnects += 1;
      state = next;
      showNow();
    },
  });
  return {
    stop: () => {
      subscription.stop();
      if (["connecting", "live", "reconnecting"].includes(state.kind)) {
        state = { kind: "stopped" };
        showNow();
      }
    },
    clearEvents: () => {
      log.clear();
      showNow();
    },
  };
}

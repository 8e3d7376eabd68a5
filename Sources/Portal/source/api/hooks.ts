import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import type { Document, Values } from "./document";
import { Fault, unreachable } from "./fault";
import { LiveQuery, type QueryState } from "./liveQuery";
import { request, store } from "./request";
import { scope } from "./scope";
import { selectionOf } from "./selection";
import { session, type Person, type SessionState } from "./session";
import { socket, type Connection } from "./socket";

export interface Query<Data> extends QueryState<Data> {
  /** The data are an answer to the question before; the new answer is not here yet. */
  readonly isOld: boolean;
  readonly refetch: () => Promise<void>;
}

/**
 * What a query answers, kept as events change it. While another question's answer is on its way, the one before stays, so
 * that a page does not flash. `isStill`: nothing that events tell of, so it is not asked again when subscriptions begin.
 */
export function useQuery<Data, Variables>(
  document: Document<Data, Variables>, variables: Variables, { isStill = false }: { readonly isStill?: boolean } = {},
): Query<Data> {
  const key = `${scope.group ?? ""} ${JSON.stringify(variables)}`;
  const held = useRef<{ key: string; document: unknown; query: LiveQuery<Data, Variables> }>();
  if (held.current?.key !== key || held.current.document !== document) {
    held.current = { key, document, query: LiveQuery.of(document, variables, isStill) };
  }
  const { query } = held.current;
  const state = useSyncExternalStore(query.subscribe, query.snapshot);
  const last = useRef<Data>();
  if (state.data !== undefined) last.current = state.data;
  const isOld = state.data === undefined && last.current !== undefined && state.fault === undefined;
  return { ...state, data: state.data ?? (isOld ? last.current : undefined), isOld, refetch: query.refetch };
}

/**
 * Takes events into the store for as long as the component is there. `variables` undefined: none for now. `onEvent` hears
 * each one.
 */
export function useSubscription<Data, Variables>(
  document: Document<Data, Variables>, variables: Variables | undefined, onEvent?: (data: Data) => void,
): void {
  const key = variables === undefined ? undefined : JSON.stringify(variables);
  const handler = useRef(onEvent);
  handler.current = onEvent;
  const hasBegun = useRef(false);
  useEffect(() => {
    if (key === undefined) return undefined;
    const values = JSON.parse(key) as Record<string, unknown>;
    let stop: (() => void) | undefined;
    const isFirst = !hasBegun.current;
    hasBegun.current = true;
    // While one pages fast, nothing is asked for that is gone the next moment.
    const timer = setTimeout(() => {
      stop = socket.listen({
        query: document.text, operationName: document.name, variables: values,
        // What was watched is gone, or is not the person's to see any more: what is shown of it is asked for again.
        failed: () => socket.catchUpLater(),
        next: ({ data }) => {
          if (!data) return socket.catchUpLater();
          store.event({ selection: selectionOf(document), variables: values, data: data as Values, name: document.name });
          handler.current?.(data as Data);
        },
      });
    }, isFirst ? 0 : 100);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [document, key]);
}

export interface Mutation<Data, Variables> {
  /** Undefined when it failed; `fault` says why then. */
  readonly run: (variables: Variables) => Promise<Data | undefined>;
  readonly isSending: boolean;
  readonly fault: Fault | undefined;
  readonly reset: () => void;
}

export function useMutation<Data, Variables>(document: Document<Data, Variables>): Mutation<Data, Variables> {
  const [isSending, setSending] = useState(false);
  const [fault, setFault] = useState<Fault>();
  const run = useCallback(async (variables: Variables) => {
    setSending(true);
    setFault(undefined);
    try {
      return await request(document, variables);
    } catch (error) {
      setFault(error instanceof Fault ? error : unreachable());
      return undefined;
    } finally {
      setSending(false);
    }
  }, [document]);
  const reset = useCallback(() => setFault(undefined), []);
  return { run, isSending, fault, reset };
}

export function useSession(): SessionState {
  return useSyncExternalStore(session.subscribe, () => session.state);
}

/** Pages are shown to people who are signed in only; elsewhere this is a mistake. */
export function useViewer(): Person {
  const state = useSession();
  if (state.kind !== "signedIn") throw new Error("nobody is signed in");
  return state.viewer;
}

export function useConnection(): Connection {
  return useSyncExternalStore(socket.watch, () => socket.connection);
}

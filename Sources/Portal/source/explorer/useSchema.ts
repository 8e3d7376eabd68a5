import { useCallback, useEffect, useState } from "react";
import type { Client } from "../api/client";
import { Schema, introspectionQuery } from "../graphql/schema";

export type SchemaState =
  | { readonly kind: "loading" }
  | { readonly kind: "ready"; readonly schema: Schema }
  | { readonly kind: "failed"; readonly reason: string };

/** Reads the schema once, and again when asked to. */
export function useSchema(client: Client): { state: SchemaState; reload: () => void } {
  const [state, setState] = useState<SchemaState>({ kind: "loading" });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    setState({ kind: "loading" });
    read(client, abort.signal).then(
      (schema) => setState({ kind: "ready", schema }),
      (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        if (!abort.signal.aborted) setState({ kind: "failed", reason });
      },
    );
    return () => abort.abort();
  }, [client, attempt]);
  return { state, reload: useCallback(() => setAttempt((before) => before + 1), []) };
}

async function read(client: Client, signal: AbortSignal): Promise<Schema> {
  const { answer, status } = await client.send({ query: introspectionQuery, operationName: "Introspection" }, signal);
  const [error] = answer?.errors ?? [];
  if (error) throw new Error(error.message);
  if (!answer) throw new Error(`the server answered with status ${status}`);
  return new Schema(answer.data);
}

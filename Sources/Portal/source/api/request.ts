/** Asks as whoever is signed in, and keeps what is answered. */
import type { Document, Values } from "./document";
import { exchange } from "./exchange";
import { Fault } from "./fault";
import { session } from "./session";
import { Store } from "./store";

export const store = new Store();

session.subscribe(() => {
  if (session.state.kind !== "signedIn") store.clear();
});

/** @throws {Fault} */
export async function request<Data, Variables>(
  document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal,
): Promise<Data> {
  const { client } = session;
  if (!client) throw new Fault("UNAUTHENTICATED", "");
  const events = store.eventCount;
  let data: Data;
  try {
    data = await exchange(client, document, variables, signal);
  } catch (error) {
    if (error instanceof Fault && error.code === "UNAUTHENTICATED") session.expire(client);
    throw error;
  }
  const root = document.type === "query" ? undefined : document.name;
  store.write(document.selection, variables as Values, data as Values, root);
  store.replay(events);
  return data;
}

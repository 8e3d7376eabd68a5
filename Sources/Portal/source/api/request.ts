/** Asks as whoever is signed in, and keeps what is answered. */
import type { Document, Values } from "./document";
import { exchange } from "./exchange";
import { Fault } from "./fault";
import { session } from "./session";
import { scope } from "./scope";
import { selectionOf } from "./selection";
import { rootOf, Store } from "./store";

export const store = new Store();

session.subscribe(() => {
  if (session.state.kind !== "signedIn") store.clear();
});

/**
 * Queries are answered within `group`: the chosen one, or all for an empty text.
 *
 * @throws {Fault}
 */
export async function request<Data, Variables>(
  document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal, group = scope.group,
): Promise<Data> {
  const { client } = session;
  if (!client) throw new Fault("UNAUTHENTICATED", "");
  const events = store.eventCount;
  let data: Data;
  try {
    data = await exchange(client, document, variables, signal, document.type === "query" ? group : undefined);
  } catch (error) {
    if (error instanceof Fault && error.code === "UNAUTHENTICATED") session.expire(client);
    throw error;
  }
  const root = document.type === "query" ? rootOf(group) : document.name;
  store.write(selectionOf(document), variables as Values, data as Values, root);
  store.replay(events);
  return data;
}

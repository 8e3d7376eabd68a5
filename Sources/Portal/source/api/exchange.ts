/** One document, asked by one client. */
import type { Client } from "./client";
import type { Document } from "./document";
import { scopeExtensions } from "./scope";
import { faultOf, unreachable } from "./fault";

/** @throws {Fault} An answer with errors is one even where it holds data, since a page cannot tell what of it is there. */
export async function exchange<Data, Variables>(
  client: Client, document: Document<Data, Variables>, variables: Variables, signal?: AbortSignal, group?: string,
): Promise<Data> {
  let sent;
  try {
    sent = await client.send(
      { query: document.text, operationName: document.name, variables: variables as Record<string, unknown>, ...scopeExtensions(group || undefined) }, signal);
  } catch (error) {
    throw error instanceof DOMException && error.name === "AbortError" ? error : unreachable();
  }
  const { status, answer } = sent;
  const errors = answer?.errors ?? [];
  if (errors.length > 0 || !answer?.data) throw faultOf(errors, status);
  return answer.data as Data;
}

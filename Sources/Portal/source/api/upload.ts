import { Fault, unreachable, type FaultCode } from "./fault";
import { session } from "./session";

/** Those whose words say what is wrong with the file. */
const codes: Readonly<Record<number, FaultCode>> = {
  400: "BAD_USER_INPUT", 401: "UNAUTHENTICATED", 403: "FORBIDDEN", 404: "NOT_FOUND", 408: "BAD_USER_INPUT", 409: "CONFLICT", 413: "LIMIT_EXCEEDED",
  415: "BAD_USER_INPUT", 429: "LIMIT_EXCEEDED", 503: "UNAVAILABLE", 507: "UNAVAILABLE",
};

interface Options {
  readonly headers?: Readonly<Record<string, string>>;
  /** How much of it is on its way: from 0 to 1. */
  readonly onProgress: (share: number) => void;
  readonly signal: AbortSignal;
  /** A status that is an answer all the same. */
  readonly accepts?: number;
}

/**
 * Sends a file as whoever is signed in; what the server answers.
 *
 * @throws {Fault} with the server's words; an `AbortError` where the upload was ended.
 */
export async function upload(address: string, file: Blob, { headers, onProgress, signal, accepts }: Options): Promise<string> {
  const { client } = session;
  if (!client) throw new Fault("UNAUTHENTICATED", "");
  let answer: { readonly status: number; readonly text: string };
  try {
    answer = await client.sendFile(address, file, { "Content-Type": "application/octet-stream", ...headers }, onProgress, signal);
  } catch (error) {
    throw error instanceof DOMException && error.name === "AbortError" ? error : unreachable();
  }
  const { status, text } = answer;
  if (status < 300 || status === accepts) return text;
  const fault = new Fault(codes[status] ?? "INTERNAL", text.trim());
  if (fault.code === "UNAUTHENTICATED") session.expire(client);
  throw fault;
}

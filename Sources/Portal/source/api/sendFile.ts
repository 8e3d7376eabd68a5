/** Sends files to the addresses that take them, which answer in words. */
import { Fault, unreachable, type FaultCode } from "./fault";
import { session } from "./session";

const codes: Readonly<Record<number, FaultCode>> = {
  400: "BAD_USER_INPUT", 401: "UNAUTHENTICATED", 403: "FORBIDDEN", 404: "NOT_FOUND", 409: "CONFLICT", 413: "LIMIT_EXCEEDED",
  503: "UNAVAILABLE",
};

/** @throws {Fault} with the server's words; an `AbortError` where the upload was ended. */
export async function sendFile(
  path: string, parameters: Readonly<Record<string, string>>, file: Blob, headers: Readonly<Record<string, string>>,
  onProgress: (share: number) => void, signal: AbortSignal,
): Promise<string> {
  const { client } = session;
  if (!client) throw new Fault("UNAUTHENTICATED", "");
  // Not by URLSearchParams, whose plus signs for spaces the server takes for plus signs.
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  let answer: { readonly status: number; readonly text: string };
  try {
    answer = await client.sendFile(
      `${path}?${query}`, file, { "Content-Type": "application/octet-stream", ...headers }, onProgress, signal);
  } catch (error) {
    throw error instanceof DOMException && error.name === "AbortError" ? error : unreachable();
  }
  if (answer.status >= 300) throw new Fault(codes[answer.status] ?? "INTERNAL", answer.text.trim());
  return answer.text;
}

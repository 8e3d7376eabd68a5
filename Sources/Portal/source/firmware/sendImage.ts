import { Fault, unreachable, type FaultCode } from "../api/fault";
import { session } from "../api/session";

export interface NewImage {
  readonly vendor: string;
  readonly model: string;
  readonly version: string;
  readonly file: File;
  /** Base64 of the signature over the file, and the certificates in PEM; empty for an image without. */
  readonly signature: string;
  readonly certificate: string;
}

const codes: Readonly<Record<number, FaultCode>> = {
  400: "BAD_USER_INPUT", 401: "UNAUTHENTICATED", 403: "FORBIDDEN", 409: "CONFLICT", 413: "LIMIT_EXCEEDED", 503: "UNAVAILABLE",
};

/** @throws {Fault} with the server's words; an `AbortError` where the upload was ended. */
export async function sendImage(image: NewImage, onProgress: (share: number) => void, signal: AbortSignal): Promise<void> {
  const { client } = session;
  if (!client) throw new Fault("UNAUTHENTICATED", "");
  const parameters = { vendor: image.vendor.trim(), model: image.model.trim(), version: image.version.trim(), fileName: image.file.name };
  // Not by URLSearchParams, whose plus signs for spaces the server takes for plus signs.
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const headers: Record<string, string> = { "Content-Type": "application/octet-stream" };
  if (image.signature.trim() !== "") {
    headers["Firmware-Signature"] = image.signature.replace(/\s/g, "");
    headers["Firmware-Signing-Certificate"] = base64(`${image.certificate.trim()}\n`);
  }
  let answer: { readonly status: number; readonly text: string };
  try {
    answer = await client.sendFile(`/files/firmware?${query}`, image.file, headers, onProgress, signal);
  } catch (error) {
    throw error instanceof DOMException && error.name === "AbortError" ? error : unreachable();
  }
  if (answer.status >= 300) throw new Fault(codes[answer.status] ?? "INTERNAL", answer.text.trim());
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

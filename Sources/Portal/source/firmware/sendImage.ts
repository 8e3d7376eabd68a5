import { upload } from "../api/upload";

export interface NewImage {
  readonly vendor: string;
  readonly model: string;
  readonly version: string;
  readonly file: File;
  /** Base64 of the signature over the file, and the certificates in PEM; empty for an image without. */
  readonly signature: string;
  readonly certificate: string;
}

/** @throws {Fault} with the server's words; an `AbortError` where the upload was ended. */
export async function sendImage(image: NewImage, onProgress: (share: number) => void, signal: AbortSignal): Promise<void> {
  const parameters = { vendor: image.vendor.trim(), model: image.model.trim(), version: image.version.trim(), fileName: image.file.name };
  // Not by URLSearchParams, whose plus signs for spaces the server takes for plus signs.
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
  const headers: Record<string, string> = {};
  if (image.signature.trim() !== "") {
    headers["Firmware-Signature"] = image.signature.replace(/\s/g, "");
    headers["Firmware-Signing-Certificate"] = base64(`${image.certificate.trim()}\n`);
  }
  await upload(`/files/firmware?${query}`, image.file, { headers, onProgress, signal });
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

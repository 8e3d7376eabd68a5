/** What a recorded frame of OCPP-J says: section 4 of the JSON specification. */
import type { Message } from "documents/maintenance/maintenance";

export type FrameKind = "call" | "answer" | "error" | "unreadable";

export interface Frame {
  readonly kind: FrameKind;
  /** Of a call. */
  readonly action: string | undefined;
  readonly body: unknown;
}

const kinds: Readonly<Record<string, FrameKind>> = { 2: "call", 3: "answer", 4: "error" };

export function frameOf({ payload, action }: Pick<Message, "payload" | "action">): Frame {
  const parts = parsed(payload);
  const kind = Array.isArray(parts) ? kinds[String(parts[0])] : undefined;
  if (!Array.isArray(parts) || !kind) {
    const told: Readonly<Record<string, FrameKind>> = { CALLRESULT: "answer", CALLERROR: "error", CALL: "call" };
    return { kind: told[action] ?? "unreadable", action: undefined, body: undefined };
  }
  if (kind === "call") return { kind, action: typeof parts[2] === "string" ? parts[2] : undefined, body: parts[3] };
  if (kind === "answer") return { kind, action: undefined, body: parts[2] };
  return { kind, action: undefined, body: { errorCode: parts[2], errorDescription: parts[3], errorDetails: parts[4] } };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export interface Leaf {
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

/** Every value of a message with the way to it, such as `meterValue[0].timestamp`. */
export function leavesOf(value: unknown, path = "", name = ""): readonly Leaf[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => leavesOf(item, `${path}[${index}]`, name));
  }
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, item]) => leavesOf(item, path === "" ? key : `${path}.${key}`, key));
  }
  if (value === undefined || path === "") return [];
  return [{ path, name, value: typeof value === "string" ? value : JSON.stringify(value) }];
}

const longest = 120;

/** A frame in one line: its values, those of a meter as figures. */
export function gist(frame: Frame): string {
  const values = (frame.body as Readonly<Record<string, unknown>> | null | undefined)?.["meterValue"];
  const samples = Array.isArray(values) ? samplesOf(values) : [];
  const parts = samples.length > 0 ? samples : leavesOf(frame.body).filter(({ value }) => value !== "").map(({ name, value }) => `${name} ${value}`);
  const text = parts.join(", ");
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function samplesOf(values: readonly unknown[]): readonly string[] {
  const last = values[values.length - 1] as { sampledValue?: unknown } | undefined;
  const samples = last?.sampledValue;
  if (!Array.isArray(samples)) return [];
  return (samples as readonly Record<string, unknown>[]).map(({ measurand, value, unit, phase }) =>
    [measurand ?? "Energy.Active.Import.Register", phase, value, unit].filter((part) => part !== undefined).join(" "));
}

/** The actions of OCPP 1.6 that are asked for by name; what is sent to chargers is recorded as a call. */
export const actions = [
  "Authorize", "BootNotification", "DataTransfer", "DiagnosticsStatusNotification", "FirmwareStatusNotification", "Heartbeat",
  "LogStatusNotification", "MeterValues", "SecurityEventNotification", "SignCertificate", "SignedFirmwareStatusNotification",
  "StartTransaction", "StatusNotification", "StopTransaction", "CALL", "CALLRESULT", "CALLERROR",
] as const;

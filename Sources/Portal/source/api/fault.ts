/** Why a request gave no answer, in the API's own terms; pages turn it into words. */
import type { GraphQLFault } from "./client";

export type FaultCode =
  | "UNREACHABLE" | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "BAD_USER_INPUT" | "CONFLICT" | "LIMIT_EXCEEDED"
  | "CHARGER_OFFLINE" | "UNAVAILABLE" | "INTERNAL";

const codes: ReadonlySet<string> = new Set<FaultCode>([
  "UNAUTHENTICATED", "FORBIDDEN", "NOT_FOUND", "BAD_USER_INPUT", "CONFLICT", "LIMIT_EXCEEDED", "CHARGER_OFFLINE",
  "UNAVAILABLE", "INTERNAL",
]);

export class Fault extends Error {
  constructor(
    readonly code: FaultCode,
    /** The server's words, for people; empty where it did not answer. */
    message: string,
    /** The argument or member that is at fault. */
    readonly field?: string,
    readonly operationId?: string,
    readonly requestId?: string,
  ) {
    super(message);
  }
}

export const unreachable = () => new Fault("UNREACHABLE", "");

export function faultOf(errors: readonly GraphQLFault[], status: number): Fault {
  const [error] = errors;
  const extensions = (error?.extensions ?? {}) as Record<string, unknown>;
  const named = String(extensions["code"] ?? "");
  const code = codes.has(named) ? (named as FaultCode) : codeOf(status);
  const text = (key: string) => (typeof extensions[key] === "string" ? (extensions[key] as string) : undefined);
  return new Fault(code, error?.message ?? "", text("field"), text("operationId"), text("requestId"));
}

function codeOf(status: number): FaultCode {
  if (status === 401) return "UNAUTHENTICATED";
  if (status === 403) return "FORBIDDEN";
  if (status === 429) return "LIMIT_EXCEEDED";
  return status === 502 || status === 503 || status === 504 ? "UNAVAILABLE" : "INTERNAL";
}

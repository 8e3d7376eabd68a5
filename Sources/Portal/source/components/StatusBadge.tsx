import type { ReactNode } from "react";
import type { ConnectorStatus, Presence } from "documents/schema";
import { texts } from "../texts/texts";
import { StatusIcon, type Shape } from "./StatusIcon";

export const shapes: Record<ConnectorStatus, Shape> = {
  AVAILABLE: "available", PREPARING: "preparing", CHARGING: "charging", SUSPENDED_EV: "suspended-ev",
  SUSPENDED_EVSE: "suspended-evse", FINISHING: "finishing", RESERVED: "reserved", UNAVAILABLE: "unavailable",
  FAULTED: "faulted", UNKNOWN: "unknown",
};

interface BadgeProps {
  readonly shape: Shape;
  /** Without a fill, in dense lists. */
  readonly isBare?: boolean;
  /** The last that was heard of a station that is offline now. */
  readonly isStale?: boolean;
  readonly children: ReactNode;
}

export function Badge({ shape, isBare = false, isStale = false, children }: BadgeProps) {
  return (
    <span className={["status", shape, isBare && "bare", isStale && "stale"].filter(Boolean).join(" ")}>
      <StatusIcon shape={shape} />
      <span className="status-words">{children}</span>
    </span>
  );
}

interface StatusBadgeProps {
  readonly status: ConnectorStatus;
  readonly isStale?: boolean;
  readonly isBare?: boolean;
  /** A figure that belongs to it, such as its power. */
  readonly detail?: ReactNode;
}

/** What a connector does: a colour, a shape and a word. */
export function StatusBadge({ status, isStale = false, isBare = false, detail }: StatusBadgeProps) {
  return (
    <Badge shape={shapes[status]} isStale={isStale} isBare={isBare}>
      {texts.status[status]}
      {isStale && <span className="visually-hidden"> {texts.connection.lastKnown}</span>}
      {detail !== undefined && detail !== null && <> · <span className="figures">{detail}</span></>}
    </Badge>
  );
}

const presences: Record<Presence, Shape> = { ONLINE: "available", OFFLINE: "offline", UNKNOWN: "unknown" };

export function PresenceBadge({ presence, isBare = false }: { presence: Presence; isBare?: boolean }) {
  return <Badge shape={presences[presence]} isBare={isBare && presence === "ONLINE"}>{texts.presence[presence]}</Badge>;
}

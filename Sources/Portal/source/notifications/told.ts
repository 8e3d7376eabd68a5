import type { NotificationKind } from "documents/schema";
import type { NotificationRow } from "documents/notifications/notifications";
import type { IconName } from "../components/Icon";
import { texts } from "../texts/texts";

export const kinds: readonly NotificationKind[] = [
  "STATION_OFFLINE", "STATION_ONLINE", "CONNECTOR_FAULTED", "FIRMWARE_INSTALLED", "FIRMWARE_FAILED", "RESERVATION_EXPIRED",
  "RESERVATION_CANCELLED", "SESSION_ENDED", "TAG_REFUSED", "CERTIFICATE_REQUEST_WAITING", "CONNECTION_FINDING", "SERVICE_REQUEST_CHANGED",
  "SEAT_HELD", "WEBHOOK_SWITCHED_OFF",
];

type Tone = "good" | "bad" | "warning" | "plain";

/** How each kind looks in the list. */
export const signs: Record<NotificationKind, readonly [icon: IconName, tone: Tone]> = {
  STATION_OFFLINE: ["power", "bad"], STATION_ONLINE: ["power", "good"], CONNECTOR_FAULTED: ["warning", "bad"],
  FIRMWARE_INSTALLED: ["check", "good"], FIRMWARE_FAILED: ["close", "bad"], RESERVATION_EXPIRED: ["calendar", "plain"],
  RESERVATION_CANCELLED: ["calendar", "plain"], SESSION_ENDED: ["session", "plain"], TAG_REFUSED: ["tag", "warning"],
  CERTIFICATE_REQUEST_WAITING: ["shield", "warning"], CONNECTION_FINDING: ["signal", "warning"], SERVICE_REQUEST_CHANGED: ["help", "plain"],
  SEAT_HELD: ["session", "good"], WEBHOOK_SWITCHED_OFF: ["signal", "bad"],
};

/** What happened, as one sentence. Without a station it was many of them at once. */
export function sentenceOf({ kind, station, connectorNumber, count }: NotificationRow): string {
  const { notifications } = texts;
  if (!station) return notifications.ofMany[kind](count);
  const isPart = connectorNumber !== null && connectorNumber > 0;
  return notifications.told[kind](isPart ? notifications.connector(station.chargePointId, connectorNumber) : station.chargePointId);
}

/** Where one sees more of it. */
export function placeOf({ kind, station, session, reservation, serviceRequest }: NotificationRow): string {
  if (serviceRequest) return `/requests/${encodeURIComponent(serviceRequest.id)}`;
  if (session) return `/sessions/${encodeURIComponent(session.id)}`;
  if (reservation) return `/reservations?open=${encodeURIComponent(reservation.id)}`;
  if (kind === "CERTIFICATE_REQUEST_WAITING") return "/certificates";
  if (kind === "WEBHOOK_SWITCHED_OFF") return "/settings/webhooks";
  if (kind === "SEAT_HELD" && station) return `/reservations?view=queue&q=${encodeURIComponent(station.chargePointId)}`;
  if (station) return `/stations/${encodeURIComponent(station.chargePointId)}`;
  return kind === "STATION_OFFLINE" ? "/stations?presence=OFFLINE" : "/stations";
}

/** The word that says more: of ours where we have one, else the charger's own. */
export function detailOf({ kind, detail }: NotificationRow): { readonly words: string; readonly isOurs: boolean } | undefined {
  if (detail === null || detail === "") return undefined;
  const ours = kind === "RESERVATION_EXPIRED" || kind === "RESERVATION_CANCELLED" ? texts.reservations.reasons
    : kind === "CONNECTION_FINDING" ? texts.station.findings : kind === "FIRMWARE_FAILED" ? texts.maintenance.steps : {};
  const words = new Map<string, string>(Object.entries(ours)).get(detail);
  return words === undefined ? { words: detail, isOurs: false } : { words, isOurs: true };
}

import type { WebhookEvent } from "documents/schema";
import { texts } from "../texts/texts";

export const events: readonly WebhookEvent[] = [
  "SESSION_STARTED", "SESSION_ENDED", "STATION_OFFLINE", "STATION_ONLINE", "CONNECTOR_FAULTED", "FIRMWARE_INSTALLED", "FIRMWARE_FAILED",
  "RESERVATION_EXPIRED", "RESERVATION_CANCELLED", "TAG_REFUSED", "CERTIFICATE_REQUEST_WAITING", "CONNECTION_FINDING", "SERVICE_REQUEST_CHANGED",
];

/** In the words of notifications, which tell of the same. */
export function eventName(event: WebhookEvent): string {
  if (event === "TEST") return texts.webhooks.test;
  return event === "SESSION_STARTED" ? texts.webhooks.sessionStarted : texts.notifications.kinds[event];
}

export function eventNames(some: readonly WebhookEvent[]): string {
  return some.length === events.length ? texts.webhooks.everything : some.map(eventName).join(", ");
}

/** From a station or a session to what is kept of it on other pages; none where the page would show nothing. */
import { session } from "../api/session";
import type { MenuItem } from "../components/Menu";
import { isStaff } from "../router/routes";
import { texts } from "../texts/texts";

interface Place {
  readonly id: string;
  /** What is kept of a station that is lent is its owner's. */
  readonly isShared: boolean;
}

/** Every frame that passed between the station and the server, or those of one exchange. */
export function messagesOf({ id, isShared }: Place, exchange?: { readonly id: string; readonly at: string }): string | undefined {
  const { state } = session;
  if (isShared || state.kind !== "signedIn" || !isStaff(state.viewer)) return undefined;
  const parameters = new URLSearchParams({ station: id });
  if (exchange) {
    parameters.set("message", exchange.id);
    // Its number may have been used before, and a short time is searched at once.
    parameters.set("from", around(exchange.at, -1));
    parameters.set("to", around(exchange.at, 1));
  }
  return `/maintenance/messages?${parameters.toString()}`;
}

/** The form of a service request about it. */
export function requestAbout({ id, isShared }: Place, sessionId?: string): string | undefined {
  if (isShared) return undefined;
  return `/requests?new=${sessionId === undefined ? encodeURIComponent(id) : `1&session=${encodeURIComponent(sessionId)}`}`;
}

/** Both, at the end of a row's menu. */
export function waysFrom(place: Place, sessionId?: string): readonly MenuItem[] {
  const messages = sessionId === undefined ? messagesOf(place) : undefined;
  const request = requestAbout(place, sessionId);
  return [
    ...(messages === undefined ? [] : [{ text: texts.upkeep.messages, icon: "received" as const, href: messages }]),
    ...(request === undefined ? [] : [{ text: texts.requests.make, icon: "help" as const, href: request }]),
  ];
}

function around(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}

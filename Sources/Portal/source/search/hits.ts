/** What a search has found, as things with a page to go to. */
import type { Found } from "documents/search/search";
import { session } from "../api/session";
import { isOpenTo, routeOf } from "../router/routes";
import { fullName } from "../users/person";

export const hitKinds = ["stations", "sessions", "tags", "groups", "users"] as const;
export type HitKind = (typeof hitKinds)[number];

/** The server gives no more of a kind. */
export const mostHits = 50;

export interface Hit {
  readonly kind: HitKind;
  readonly text: string;
  readonly detail: string;
  readonly href: string;
}

/** In the order of their kinds, and of the server. */
export function hitsOf(found: Found): readonly Hit[] {
  const hits: Hit[] = [
    ...found.stations.map(({ chargePointId, description }) => ({
      kind: "stations" as const, text: chargePointId, detail: description ?? "", href: `/stations/${encodeURIComponent(chargePointId)}`,
    })),
    ...found.sessions.map(({ id, transactionId, station, idTag }) => ({
      kind: "sessions" as const, text: transactionId, detail: `${station.chargePointId} · ${idTag}`, href: `/sessions/${encodeURIComponent(id)}`,
    })),
    ...found.tags.map(({ id, idTag, alias }) => ({
      kind: "tags" as const, text: idTag, detail: alias ?? "", href: `/tags/${encodeURIComponent(id)}`,
    })),
    ...found.groups.map(({ id, name }) => ({
      kind: "groups" as const, text: name, detail: "", href: `/groups/${encodeURIComponent(id)}`,
    })),
    ...found.users.map((user) => ({
      kind: "users" as const, text: fullName(user), detail: user.firstName || user.lastName ? user.email : "", href: `/settings/users/${encodeURIComponent(user.id)}`,
    })),
  ];
  const { state } = session;
  return hits.filter(({ href }) => {
    const route = routeOf(href)?.route;
    return route !== undefined && state.kind === "signedIn" && isOpenTo(route, state.viewer);
  });
}

export function searchHref(text: string): string {
  return `/search?q=${encodeURIComponent(text)}`;
}

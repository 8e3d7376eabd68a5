import type { SessionRow } from "documents/sessions/sessions";
import { session } from "../api/session";
import { mayAt } from "../stations/borrowed";

/** Those who operate the station, and whoever charges there. */
export function mayStop({ station, tag }: Pick<SessionRow, "station" | "tag">): boolean {
  const { state } = session;
  return mayAt(station, "OPERATE_STATION") || (state.kind === "signedIn" && tag?.user?.id === state.viewer.user.id);
}

/** What a station that is lent shows to those who borrow it. */
import type { StationRow } from "documents/stations/stations";
import type { StationDetail } from "documents/stations/station";
import type { Permission } from "documents/schema";
import { session } from "../api/session";
import { Note } from "../components/Note";
import { texts } from "../texts/texts";

type Lent = Pick<StationRow, "isShared" | "securityProfile">;

/**
 * The server does not name the level, but shows how secure the connection is from the level on at which a station is
 * operated: of one that has connected, those who see it may operate it.
 */
const isOperated = ({ securityProfile }: Lent) => securityProfile !== null;

/** Whether the person may do something with this station: with one that is lent, operate it at most. */
export function mayAt(station: Lent, permission: Permission): boolean {
  if (!session.may(permission)) return false;
  return !station.isShared || (permission === "OPERATE_STATION" && isOperated(station));
}

export function SharedLabel({ station: { isShared, sharedBy } }: { readonly station: Pick<StationRow, "isShared" | "sharedBy"> }) {
  return isShared ? <span className="label" title={texts.sharing.lentBy(sharedBy ?? "")}>{texts.sharing.shared}</span> : null;
}

/** Whose a station is, and what may be done with it. */
export function LentNote({ station }: { readonly station: StationDetail }) {
  const { sharing } = texts;
  const isKnown = isOperated(station) || station.lastSeenAt !== null;
  const words = mayAt(station, "OPERATE_STATION") ? sharing.youOperate : sharing.ownerOperates;
  return <Note kind="info"><span><b>{sharing.lentBy(station.sharedBy ?? "")}</b> {isKnown && words}</span></Note>;
}

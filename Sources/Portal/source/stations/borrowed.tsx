/** What a station that is lent shows to those who borrow it. */
import type { Lending } from "documents/pickers/pickers";
import type { ConnectorState, StationRow } from "documents/stations/stations";
import type { StationDetail } from "documents/stations/station";
import type { Permission } from "documents/schema";
import { session } from "../api/session";
import { Note } from "../components/Note";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";

/** By the role in the organization, within one of the station's groups, or by a share. */
export function mayAt({ allowedActions }: Pick<StationRow, "allowedActions">, permission: Permission): boolean {
  return allowedActions.includes(permission);
}

/** Those who operate it, and guests for tags of their own. */
export function mayReserveAt({ allowedActions, sharedLevel }: Pick<Lending, "allowedActions" | "sharedLevel">): boolean {
  return allowedActions.includes("OPERATE_STATION") || sharedLevel === "CHARGE" || sharedLevel === "OPERATE";
}

/** Those who operate it, and whoever charges there, with tags of their own. */
export function mayStartAt(station: Pick<Lending, "allowedActions" | "isShared" | "sharedLevel">): boolean {
  const { state } = session;
  return mayAt(station, "OPERATE_STATION")
    || (station.isShared ? mayReserveAt(station) : state.kind === "signedIn" && state.viewer.role === "DRIVER");
}

/** Whether somebody who knows nothing of what others do there may begin. */
export function isFree({ status, isStale }: Pick<ConnectorState, "status" | "isStale">): boolean {
  return !isStale && (status === "AVAILABLE" || status === "PREPARING" || status === "RESERVED" || status === "FINISHING");
}

export function SharedLabel({ station: { isShared, sharedBy } }: { readonly station: Pick<StationRow, "isShared" | "sharedBy"> }) {
  return isShared ? <span className="label" title={texts.sharing.lentBy(sharedBy ?? "")}>{texts.sharing.shared}</span> : null;
}

/** Whose a station is, and what may be done with it. */
export function LentNote({ station }: { readonly station: StationDetail }) {
  const { sharing } = texts;
  const words = mayAt(station, "OPERATE_STATION") ? sharing.youOperate : mayReserveAt(station) ? sharing.youCharge : sharing.ownerOperates;
  return (
    <Note kind="info">
      <span>
        <b>{sharing.lentBy(station.sharedBy ?? "")}</b> {words}
        {station.takesReservations && mayReserveAt(station) && <>{" "}<Link href={`/reservations?new=${encodeURIComponent(station.id)}`}>{texts.reservations.make}</Link></>}
      </span>
    </Note>
  );
}

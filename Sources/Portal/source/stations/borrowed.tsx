/** What a station that is lent shows to those who borrow it. */
import type { StationRow } from "documents/stations/stations";
import type { StationDetail } from "documents/stations/station";
import type { Permission } from "documents/schema";
import { Note } from "../components/Note";
import { texts } from "../texts/texts";

/** By the role in the organization, within one of the station's groups, or by a share. */
export function mayAt({ allowedActions }: Pick<StationRow, "allowedActions">, permission: Permission): boolean {
  return allowedActions.includes(permission);
}

export function SharedLabel({ station: { isShared, sharedBy } }: { readonly station: Pick<StationRow, "isShared" | "sharedBy"> }) {
  return isShared ? <span className="label" title={texts.sharing.lentBy(sharedBy ?? "")}>{texts.sharing.shared}</span> : null;
}

/** Whose a station is, and what may be done with it. */
export function LentNote({ station }: { readonly station: StationDetail }) {
  const { sharing } = texts;
  const words = mayAt(station, "OPERATE_STATION") ? sharing.youOperate : sharing.ownerOperates;
  return <Note kind="info"><span><b>{sharing.lentBy(station.sharedBy ?? "")}</b> {words}</span></Note>;
}

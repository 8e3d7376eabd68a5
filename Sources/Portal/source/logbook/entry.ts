/** Who makes entries, and the one that a start waits for. */
import { ArmLogbook } from "documents/logbook/logbook";
import { FindTags } from "documents/pickers/pickers";
import { Fault } from "../api/fault";
import { request } from "../api/request";
import { session, type Person } from "../api/session";
import { texts } from "../texts/texts";
import type { VehicleEntry } from "./draft";

/** Drivers write into their own logbook; others need the right to operate. */
export function mayEnter({ role }: Person): boolean {
  return role === "DRIVER" || session.may("OPERATE_STATION");
}

/**
 * Makes the entry for the next start with this very tag.
 *
 * @throws {Fault}
 */
export async function armFor(stationId: string, idTag: string, entry: VehicleEntry): Promise<void> {
  const wanted = idTag.trim().toLowerCase();
  const { tags } = await request(FindTags, { text: wanted, first: 100 });
  const tag = tags.nodes.find((each) => each.idTag.toLowerCase() === wanted);
  if (!tag) throw new Fault("BAD_USER_INPUT", texts.logbook.unknownTag, "idTag");
  await request(ArmLogbook, { input: { stationId, tagId: tag.id, ...entry } });
}

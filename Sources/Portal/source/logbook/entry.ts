/** Which vehicle at which mileage: as it is typed, and as the server takes it. */
import { ArmLogbook } from "documents/logbook/logbook";
import { FindTags } from "documents/pickers/pickers";
import { Fault } from "../api/fault";
import { request } from "../api/request";
import { session, type Person } from "../api/session";
import { texts } from "../texts/texts";

export interface EntryDraft {
  readonly mileageKm: string;
  readonly vehicleId: string;
}

export interface VehicleEntry {
  readonly mileageKm: number;
  readonly vehicleId: string;
}

export const emptyEntry: EntryDraft = { mileageKm: "", vehicleId: "" };

export const longestVehicleId = 50;

/** As odometers show it, with or without signs between the thousands; undefined for what is none. */
export function mileageOf(text: string): number | undefined {
  const digits = text.trim().replace(/(\d)[ .,'’\u00A0\u202F](?=\d{3}(\D|$))/g, "$1");
  return /^\d{1,7}$/.test(digits) ? Number(digits) : undefined;
}

export function entryOf({ mileageKm, vehicleId }: EntryDraft): VehicleEntry | undefined {
  const mileage = mileageOf(mileageKm);
  const vehicle = vehicleId.trim();
  return mileage === undefined || vehicle === "" ? undefined : { mileageKm: mileage, vehicleId: vehicle };
}

/** The highest mileage of a vehicle among entries. */
export function lastMileage(vehicleId: string, entries: readonly VehicleEntry[]): number | undefined {
  const wanted = vehicleId.trim().toLowerCase();
  const known = entries.filter((each) => each.vehicleId.toLowerCase() === wanted).map((each) => each.mileageKm);
  return known.length > 0 ? Math.max(...known) : undefined;
}

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

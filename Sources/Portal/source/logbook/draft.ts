/** Which vehicle at which mileage: as it is typed, and as the server takes it. */
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

import type { SessionRow, SessionWide } from "documents/sessions/sessions";
import { locale } from "../format/locale";
import { decimal, money, nothing } from "../format/quantity";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";

/** Asked for only while one of its columns is shown. */
const wide = (row: SessionRow) => row as unknown as Partial<SessionWide>;

/** Where an export calls it otherwise. */
const exported: Readonly<Record<string, string>> = {
  reservation: "reservationId", unit: "", profile: "", location: "installationSite street", currencyCode: "currency", perSession: "costsPerSession",
  perKwh: "costsPerKwh",
};

const column = (id: string, label: string, words: (row: SessionRow) => string | null | undefined, isNumber = false): Column<SessionRow> => ({
  id, label, exported: exported[id] ?? id, isExtra: true, isNumber, cell: (row) => <Words text={words(row)} />,
});

/** What is known of a session's person, place and price. */
export function wideColumns(): readonly Column<SessionRow>[] {
  const { sessions, station, stations, users } = texts;
  return [
    column("id", sessions.sessionId, ({ id }) => id),
    column("tagType", sessions.tagType, (row) => tagType(wide(row).tag?.type)),
    column("reservation", sessions.reservation, (row) => wide(row).reservation?.reservationId.toString(), true),
    column("unit", sessions.energyUnit, () => "kWh"),
    column("firstName", users.firstName, ({ tag }) => tag?.user?.firstName),
    column("lastName", users.lastName, ({ tag }) => tag?.user?.lastName),
    column("employeeNumber", users.employeeNumber, (row) => wide(row).tag?.user?.employeeNumber),
    column("profile", sessions.profile, profile),
    column("country", sessions.country, (row) => wide(row).station?.country),
    column("city", station.city, (row) => wide(row).station?.city),
    column("zipCode", station.zipCode, (row) => wide(row).station?.zipCode),
    column("location", stations.address, address),
    column("customerNumber", station.customerNumber, (row) => wide(row).customerNumber),
    column("referenceNumber", station.referenceNumber, (row) => wide(row).referenceNumber),
    column("currencyCode", sessions.currencyCode, ({ costs }) => costs?.total.currency),
    column("currency", sessions.currency, ({ costs }) => (costs ? new Intl.DisplayNames(locale(), { type: "currency" }).of(costs.total.currency) : null)),
    column("perSession", sessions.costsPerSession, (row) => prices(row, "SESSION"), true),
    column("perKwh", sessions.costsPerKwh, (row) => prices(row, "ENERGY"), true),
  ];
}

const ids: ReadonlySet<string> = new Set([
  "tagType", "reservation", "employeeNumber", "profile", "country", "city", "zipCode", "location", "customerNumber", "referenceNumber", "perSession", "perKwh",
]);

/** Whether a list with these columns needs more than rows always have. */
export function isWide(shown: readonly string[]): boolean {
  return shown.some((id) => ids.has(id));
}

export function tagType(type: NonNullable<SessionWide["tag"]>["type"] | undefined): string | undefined {
  return type && texts.users.tagTypes[type];
}

function address(row: SessionRow): string {
  return [wide(row).station?.installationSite, wide(row).station?.street].filter(Boolean).join(", ");
}

/** The address with its town and country. */
export function location(row: SessionRow): string {
  const { zipCode, city, country } = wide(row).station ?? {};
  return [address(row), [zipCode, city].filter(Boolean).join(" "), country].filter(Boolean).join(", ");
}

/** The limits of those profiles that were made for this session and still stand. */
export function profile(row: SessionRow): string | undefined {
  const own = wide(row).station?.chargingProfiles?.nodes.filter(({ transactionId }) => transactionId === row.transactionId);
  return own?.map(({ schedule: { unit, periods } }) => periods.map(({ limit }) => `${decimal(limit, 0)} ${unit}`).join(", ")).join("; ");
}

/** A tariff may have another price at another time of day. */
function prices(row: SessionRow, kind: "SESSION" | "ENERGY"): string {
  const lines = wide(row).costs?.lines?.filter((line) => line.kind === kind) ?? [];
  return [...new Set(lines.map(({ unitPrice }) => money(unitPrice, 4)))].join(", ") || nothing;
}

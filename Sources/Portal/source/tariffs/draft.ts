/** What is typed in the form of a tariff, and what of it the server is told. */
import type { CreateTariffInput, DayOfWeek, TariffMinutes } from "documents/schema";
import type { VersionRow } from "documents/tariffs/tariffs";
import { session } from "../api/session";
import { timeZone } from "../format/locale";
import { daysOfWeek } from "./week";

export interface PeriodDraft {
  /** For the form alone. */
  readonly key: number;
  readonly days: readonly DayOfWeek[];
  readonly from: string;
  readonly to: string;
  readonly pricePerKwh: string;
  readonly pricePerMinute: string;
  readonly idleFeePerMinute: string;
}

export interface Draft {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly pricePerKwh: string;
  readonly pricePerMinute: string;
  readonly minutes: TariffMinutes;
  readonly pricePerSession: string;
  readonly idleFeePerMinute: string;
  readonly idleFreeMinutes: string;
  readonly periods: readonly PeriodDraft[];
}

export const emptyDraft = (): Draft => ({
  name: "", currency: organization()?.currency ?? "EUR", timeZone: organization()?.timeZone ?? timeZone(), pricePerKwh: "", pricePerMinute: "", minutes: "CONNECTED", pricePerSession: "",
  idleFeePerMinute: "", idleFreeMinutes: "0", periods: [],
});

/** What it has chosen for all tariffs. */
function organization() {
  return session.state.kind === "signedIn" ? session.state.viewer.organization : undefined;
}

export function newPeriod(key: number): PeriodDraft {
  return { key, days: daysOfWeek, from: "22:00", to: "06:00", pricePerKwh: "", pricePerMinute: "", idleFeePerMinute: "" };
}

export function draftOf(name: string, version: VersionRow): Draft {
  const amount = (price: { readonly amount: string } | null) => price?.amount ?? "";
  return {
    name, currency: version.currency, timeZone: version.timeZone, minutes: version.minutes, pricePerKwh: amount(version.pricePerKwh),
    pricePerMinute: amount(version.pricePerMinute), pricePerSession: amount(version.pricePerSession),
    idleFeePerMinute: amount(version.idleFeePerMinute), idleFreeMinutes: String(version.idleFreeSeconds / 60),
    periods: version.periods.map((period) => ({
      // A field for a time of day ends with 23:59; the server takes 00:00 as the end of the day.
      key: period.number, days: period.days, from: period.from, to: period.to === "24:00" ? "00:00" : period.to,
      pricePerKwh: amount(period.pricePerKwh), pricePerMinute: amount(period.pricePerMinute), idleFeePerMinute: amount(period.idleFeePerMinute),
    })),
  };
}

/** With a comma too, as people write it; empty: not asked for. */
export function isPrice(text: string): boolean {
  return text.trim() === "" || /^\d{1,6}([.,]\d{1,6})?$/.test(text.trim());
}

function price(text: string): string | null {
  return text.trim() === "" ? null : text.trim().replace(",", ".");
}

export function isRight(draft: Draft): boolean {
  const prices = [draft, ...draft.periods].flatMap(({ pricePerKwh, pricePerMinute, idleFeePerMinute }) => [pricePerKwh, pricePerMinute, idleFeePerMinute]);
  return draft.name.trim() !== "" && draft.currency.trim() !== "" && draft.timeZone.trim() !== "" && isPrice(draft.pricePerSession) &&
    prices.every(isPrice) && draft.periods.every(({ days, from, to }) => days.length > 0 && from !== "" && to !== "");
}

export function inputOf(draft: Draft): CreateTariffInput {
  return {
    name: draft.name.trim(), currency: draft.currency.trim().toUpperCase(), timeZone: draft.timeZone.trim(), minutes: draft.minutes,
    pricePerKwh: price(draft.pricePerKwh), pricePerMinute: price(draft.pricePerMinute), pricePerSession: price(draft.pricePerSession),
    idleFeePerMinute: price(draft.idleFeePerMinute), idleFreeSeconds: Math.round((Number(draft.idleFreeMinutes) || 0) * 60),
    periods: draft.periods.map(({ days, from, to, pricePerKwh, pricePerMinute, idleFeePerMinute }) => ({
      days: [...days], from, to, pricePerKwh: price(pricePerKwh), pricePerMinute: price(pricePerMinute), idleFeePerMinute: price(idleFeePerMinute),
    })),
  };
}

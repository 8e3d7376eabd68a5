/** What stands in a day of the calendar, and where. */
import type { CalendarSession, ReservationRow } from "documents/reservations/reservations";
import { clock } from "../format/time";
import { texts } from "../texts/texts";
import { reservationWord } from "./ReservationBadge";
import { holderOf } from "./reservationColumns";

export interface Block {
  readonly key: string;
  readonly kind: "reservation" | "session" | "gone";
  readonly from: number;
  readonly to: number;
  readonly title: string;
  readonly detail: string;
  /** A session's own page, or the reservation that is opened. */
  readonly session?: string;
  readonly reservation?: string;
}

export interface Day {
  readonly start: number;
  readonly end: number;
}

export interface LaneKey {
  readonly station: string;
  readonly number: number;
}

/** The day of an address's `day`, or today; it has 23 or 25 hours where clocks change. */
export function dayOf(value: string | null): Day {
  const [year, month, date] = (value ?? "").split("-").map(Number);
  const start = year && month && date ? new Date(year, month - 1, date) : new Date();
  start.setHours(0, 0, 0, 0);
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  return { start: start.getTime(), end: end.getTime() };
}

/** As it stands in the address. */
export function dayText(at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

export function neighbour({ start }: Day, days: number): string {
  const at = new Date(start);
  at.setDate(at.getDate() + days);
  return dayText(at);
}

/** What is asked of the API for one day: what began then or shortly before, and what is live since longer. */
export function dayFilters({ start, end }: Day, stationIds: readonly string[]) {
  const from = new Date(start - 2 * 86_400_000).toISOString();
  const to = new Date(end).toISOString();
  return {
    requested: { stationIds, from, to }, live: { stationIds, status: "ACTIVE", to: from },
    begun: { stationIds, from, to }, running: { stationIds, status: "ACTIVE", to: from },
  } as const;
}

function within(block: Block, { start, end }: Day): boolean {
  return block.from < end && block.to >= start;
}

export function reservationBlocks(rows: readonly ReservationRow[], lane: LaneKey, day: Day): readonly Block[] {
  return rows.filter((row) => row.station.id === lane.station && row.connectorNumber === lane.number && row.status !== "REFUSED")
    .map((row): Block => {
      const isHeld = row.status === "ACTIVE" || row.status === "REQUESTED" || row.status === "USED";
      const from = Date.parse(row.requestedAt);
      const to = Date.parse(row.endedAt ?? row.expiresAt);
      const span = `${clock(new Date(from))}–${clock(new Date(to))}`;
      return {
        key: row.id, reservation: row.id, from, to, kind: isHeld ? "reservation" : "gone",
        title: isHeld ? holderOf(row) : reservationWord(row), detail: isHeld ? span : holderOf(row),
      };
    })
    .filter((block) => within(block, day));
}

export function sessionBlocks(rows: readonly CalendarSession[], lane: LaneKey, day: Day, now: number): readonly Block[] {
  return rows.filter((row) => row.station.id === lane.station && row.connector.number === lane.number)
    .map((row): Block => ({
      key: row.id, session: row.id, kind: "session", from: Date.parse(row.startedAt),
      to: row.stoppedAt ? Date.parse(row.stoppedAt) : now, title: texts.reservations.sessionOf(row.transactionId), detail: holderOf(row),
    }))
    .filter((block) => within(block, day));
}

/** Where on the day's width a moment lies, from 0 to 1. */
export function share(at: number, { start, end }: Day): number {
  return Math.min(1, Math.max(0, (at - start) / (end - start)));
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}

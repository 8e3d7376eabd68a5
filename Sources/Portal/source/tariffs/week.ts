/** Which of a tariff's periods holds at which time of the week. */
import type { DayOfWeek } from "documents/schema";

export const daysOfWeek: readonly DayOfWeek[] = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY"];

/** As the API has it: `to` may be 24:00, and what does not end after its beginning ends on the next day. */
export interface Times {
  readonly days: readonly DayOfWeek[];
  readonly from: string;
  readonly to: string;
}

/** A part of a day in minutes, and the index of the period that holds then; none: the standard prices. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly period: number | undefined;
}

export interface DayRow {
  readonly days: readonly DayOfWeek[];
  readonly stretches: readonly Stretch[];
}

const dayLength = 24 * 60;

/** Undefined for what is no time of day. */
export function minuteOf(time: string): number | undefined {
  const [hours, minutes] = time.split(":").map(Number);
  const minute = (hours ?? NaN) * 60 + (minutes ?? NaN);
  return Number.isNaN(minute) || minute < 0 || minute > dayLength ? undefined : minute;
}

export function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Days on which the same holds stand in one row. */
export function weekOf(periods: readonly Times[]): readonly DayRow[] {
  const rows: { days: DayOfWeek[]; stretches: readonly Stretch[]; key: string }[] = [];
  daysOfWeek.forEach((day, index) => {
    const stretches = stretchesOf(periods, day, daysOfWeek[(index + 6) % 7] as DayOfWeek);
    const key = JSON.stringify(stretches);
    const known = rows.find((row) => row.key === key);
    if (known) known.days.push(day);
    else rows.push({ days: [day], stretches, key });
  });
  return rows;
}

function stretchesOf(periods: readonly Times[], day: DayOfWeek, dayBefore: DayOfWeek): readonly Stretch[] {
  const parts = periods.flatMap((times, period) => partsOf(times, day, dayBefore).map((part) => ({ ...part, period })));
  const bounds = [...new Set([0, dayLength, ...parts.flatMap(({ start, end }) => [start, end])])].sort((one, other) => one - other);
  const stretches: Stretch[] = [];
  bounds.slice(0, -1).forEach((start, index) => {
    const end = bounds[index + 1] ?? dayLength;
    // Of several the first holds.
    const period = parts.find((part) => part.start <= start && part.end >= end)?.period;
    const last = stretches[stretches.length - 1];
    if (last && last.period === period) stretches[stretches.length - 1] = { ...last, end };
    else stretches.push({ start, end, period });
  });
  return stretches;
}

/** Where a period lies on a day: what begins on it, and what the day before left over. */
function partsOf({ days, from, to }: Times, day: DayOfWeek, dayBefore: DayOfWeek): readonly { readonly start: number; readonly end: number }[] {
  const start = minuteOf(from);
  const end = minuteOf(to);
  if (start === undefined || end === undefined) return [];
  const isOverMidnight = end <= start;
  const parts = [];
  if (days.includes(day)) parts.push({ start, end: isOverMidnight ? dayLength : end });
  if (isOverMidnight && end > 0 && days.includes(dayBefore)) parts.push({ start: 0, end });
  return parts;
}

/** Moments in the reader's zone and language. */
import { dates, relatives } from "./locale";

const dayOf = (at: Date) => dates({ day: "numeric", month: "short", year: "numeric" }).format(at);

export function isToday(at: Date, now = new Date()): boolean {
  return dayOf(at) === dayOf(now);
}

export function clock(at: Date): string {
  return dates({ hour: "2-digit", minute: "2-digit" }).format(at);
}

export function clockSeconds(at: Date): string {
  return dates({ hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(at);
}

export function clockMilliseconds(at: Date): string {
  return dates({ hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 3 }).format(at);
}

/** “22 Nov” of this year, else with the year. */
export function day(at: Date, now = new Date(), zone?: string): string {
  const isThisYear = at.getFullYear() === now.getFullYear();
  return dates({ day: "numeric", month: "short", ...(!isThisYear && { year: "numeric" }), ...(zone && { timeZone: zone }) }).format(at);
}

export function date(at: Date): string {
  return dayOf(at);
}

/** Of today the clock alone, else the day too. */
export function moment(at: Date, now = new Date()): string {
  return isToday(at, now) ? clock(at) : `${day(at, now)}, ${clock(at)}`;
}

/** As a log needs it: of today the clock with seconds, else the day too. */
export function logMoment(at: Date, clockOf = clockSeconds, now = new Date()): string {
  return isToday(at, now) ? clockOf(at) : `${day(at, now)}, ${clockOf(at)}`;
}

/** With seconds and zone, for the tooltip. */
export function exact(at: Date): string {
  return `${dates({ dateStyle: "medium", timeStyle: "long" }).format(at)} · ${at.toISOString().replace("T", " ").slice(0, 19)} UTC`;
}

/** “12 s ago” for up to an hour; undefined beyond, and for what is still to come. */
export function ago(at: Date, now: number): string | undefined {
  const seconds = Math.round((now - at.getTime()) / 1000);
  if (seconds >= 3600 || seconds < -5) return undefined;
  return seconds < 60 ? relatives().format(-Math.max(0, seconds), "second") : relatives().format(-Math.floor(seconds / 60), "minute");
}

/** What an input of type datetime-local takes and gives, in the reader's zone. */
export function localInput(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** What an input of type date takes and gives. */
export function dateInput(at: Date): string {
  return localInput(at).slice(0, 10);
}

/** A moment of that day, so that it is the same day for readers of nearly all zones; undefined where there is no day. */
export function momentOfDate(text: string): string | undefined {
  const at = new Date(`${text}T12:00:00Z`);
  return text === "" || Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

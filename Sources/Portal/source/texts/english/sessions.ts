import { counted } from "../languages";

const n = counted("en");

/** English: charging sessions. */
export const sessions = {
  title: "Charging sessions",
  lead: (number: number) => n(number, { one: "# session", other: "# sessions" }),
  id: "ID",
  status: "Status",
  station: "Station",
  driver: "Driver and tag",
  tag: "Tag",
  start: "Start",
  stop: "Stop",
  running: "running",
  pluggedInFor: "Duration",
  energy: "Energy",
  reason: "Stop reason",
  meterStart: "Meter at start",
  meterStop: "Meter at stop",
  place: "Description of the station",
  period: "Period",
  sumOf: (count: string) => `All ${count} that match:`,
  pluggedIn: "duration",
  news: (number: number) => n(number, { one: "# new session · Show", other: "# new sessions · Show" }),
  openStation: "Open the station",
  ofStation: "Sessions of this station",
  none: "No sessions yet",
  noneBody: "A session shows here when a station reports that it has begun.",
};

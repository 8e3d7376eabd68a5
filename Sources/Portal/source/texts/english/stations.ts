import { counted } from "../languages";

const n = counted("en");

/** English: lists and details of stations. */
export const stations = {
  title: "Stations",
  lead: (number: number) => n(number, { one: "# station", other: "# stations" }),
  station: "Station",
  find: "Charge point ID, description, vendor or model",
  connection: "Connection",
  connectors: "Connectors",
  noConnectors: "none reported",
  model: "Model",
  firmware: "Firmware",
  group: "Group",
  onboarded: "Onboarded",
  ownership: "Whose",
  own: "Our own",
  lent: "Lent to us",
  lastHeard: "Last heard",
  active: "Active",
  inactive: "Inactive",
  ocpp: "OCPP version",
  serial: "Serial number",
  address: "Address",
  open: "Open",
  sessions: "Charging sessions",
  activate: "Activate",
  deactivate: "Deactivate",
  activated: (number: number, first: string) =>
    (number === 1 ? `${first} is open for charging.` : n(number, { one: "", other: "# stations are open for charging." })),
  deactivated: (number: number, first: string) =>
    (number === 1 ? `${first} is closed for charging.` : n(number, { one: "", other: "# stations are closed for charging." })),
  deactivateTitle: (number: number, first: string) =>
    (number === 1 ? `Close ${first} for charging?` : n(number, { one: "", other: "Close # stations for charging?" })),
  deactivateBody: "Tags are refused there, and nobody can start or reserve from here. What is being charged goes on to its end.",
  reason: "Reason",
  none: "No stations yet",
  noneBody: "Stations show here as soon as one is known to this server.",
};

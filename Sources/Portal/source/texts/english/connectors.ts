import { counted } from "../languages";

const n = counted("en");

/** English: the connectors of all stations. */
export const connectors = {
  lead: (number: number) => n(number, { one: "# connector", other: "# connectors" }),
  find: "Charge point ID or description",
  none: "No connectors",
  longer: "Unchanged for",
  spans: { "1": "over 1 hour", "4": "over 4 hours", "24": "over a day", "168": "over a week" },
  until: (moment: string) => `until ${moment}`,
};

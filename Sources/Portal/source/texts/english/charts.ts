/** English: diagrams. */
export const charts = {
  asTable: "Show as a table",
  time: "Time",
  day: "Day",
  inUnit: (label: string, unit: string) => (unit === "" ? label : `${label}, ${unit}`),
};

import { texts } from "../texts/texts";

export type ExportedList = keyof typeof texts.exports.lists | keyof typeof places;

/** Lists that are called as the place in the navigation where they are. */
const places = { inventory: "inventory", operations: "operations", stationEvents: "cpLogs", heartbeats: "heartbeats", ocppMessages: "messages" } as const;

export function listName(list: string): string {
  const { exports: { lists }, navigation } = texts;
  if (list in places) return navigation[places[list as keyof typeof places]];
  return lists[list as keyof typeof lists] ?? list;
}

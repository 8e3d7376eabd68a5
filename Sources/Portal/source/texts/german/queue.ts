import type { queue as english } from "../english/queue";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: Fahrerinnen und Fahrer, die auf den nächsten freien Anschluss warten. */
export const queue: typeof english = {
  title: "Warteliste",
  lead: "Wer an belegten Stationen auf den nächsten freien Anschluss wartet.",
  waiting: "Wartende",
  own: "Ihr Platz",
  you: "Sie",
  somebody: "Jemand anderes",
  nobody: "Niemand wartet",
  since: "seit",
  heldUntil: "freigehalten bis",
  on: (minutes: number) => n(minutes, { one: "An, # Minute freigehalten", other: "An, # Minuten freigehalten" }),
  off: "Aus",
  noQueue: "hier keine Warteliste",
  free: "ein Anschluss ist frei",
  join: "Anstellen",
  joinAt: (station: string) => `An ${station} anstellen`,
  joined: (station: string, place: number) => `Sie warten an ${station} auf Platz ${place}. Sie erfahren, wenn Sie dran sind.`,
  leave: "Verlassen",
  leaveAt: (station: string) => `Warteliste an ${station} verlassen`,
  leaveTitle: (station: string) => `Warteliste an ${station} verlassen?`,
  leaveBody: "Ihr Platz oder der Anschluss, der für Sie freigehalten wird, geht an die nächste Person. Sie können sich hinten wieder anstellen.",
  left: (station: string) => `Sie warten nicht mehr an ${station}.`,
  yourTurn: (station: string) => `Sie sind dran: Ein Anschluss an ${station} ist für Sie freigehalten bis`,
  accept: "Halten Sie bis dahin Ihren RFID-Tag an die Station: Sie startet nur für Sie. Kommen Sie nicht, ist die nächste Person dran.",
  noTag: "Sie haben keinen RFID-Tag, mit dem Sie laden könnten. Fragen Sie eine Inhaberin oder einen Inhaber Ihrer Organisation.",
  notNeeded: "Warten ist nicht nötig: Ein Anschluss ist frei, oder die Station hat keine Warteliste mehr.",
  full: "Die Warteliste ist voll.",
  gone: "Sie warten dort nicht mehr.",
  settingsOf: (station: string) => `Warteliste an ${station}`,
  mayQueue: "Man darf warten, während die Station belegt ist",
  mayQueueHint: "Wird ein Anschluss frei, erfährt es die erste Person, und er wird für sie freigehalten.",
  minutes: "Freigehalten für (Minuten)",
  minutesHint: "Danach ist die nächste Person dran.",
  minutesWrong: "1 bis 120 Minuten.",
};

import type { assignment as english } from "../english/assignment";

/** Deutsch: eine Station, die aus einem anderen Konto kommt oder dieses verlässt. */
export const assignment: typeof english = {
  ways: "Wege zu einer weiteren Station",
  connect: "Neue Ladestation verbinden",
  takeOver: "Station übernehmen",
  lead: "Mit dem, was auf ihr steht, übernehmen Sie eine Station, die eine andere Organisation hat oder die nicht in Gebrauch ist.",
  code: "Zugangscode",
  codeHint: "Wie er auf der Station oder in ihren Unterlagen steht.",
  claim: "Übernehmen",
  leaves: "Wer sie hatte, behält ihre Vorgänge. Ein laufender Vorgang wird beim letzten Wert geschlossen, Reservierungen werden storniert.",
  wrong: "ID und Zugangscode gehören nicht zusammen. Vergleichen Sie beide Zeichen für Zeichen, auch Groß- und Kleinschreibung.",
  tooMany: "Zu viele Versuche sind gescheitert. Versuchen Sie es in einer Stunde noch einmal.",
  claimed: (station: string) => `${station} ist jetzt in Ihrer Organisation.`,
  sessionsStay: "Was dort bisher geladen wurde, bleibt bei denen, die sie hatten.",
  changePassword: "Die Station behält ihr Passwort, und wer sie hatte, kennt es vielleicht. Geben Sie ihr ein anderes, sobald sie online ist.",
  newPassword: "Anderes Passwort geben",
  open: "Station öffnen",
  another: "Weitere übernehmen",
  assignment: "Zuordnung",
  remove: "Station entfernen",
  removeHint: "Beendet, dass diese Station zu Ihrer Organisation gehört.",
  removeTitle: (station: string) => `${station} aus Ihrer Organisation entfernen?`,
  removeBody: [
    "Ihre Verbindung endet sofort, und der Server lässt sie nicht mehr herein.",
    "Laufende Vorgänge werden beim letzten Wert geschlossen, Reservierungen storniert. Vorgänge bleiben und sind lesbar.",
    "Wer ihren Zugangscode kennt, kann sie übernehmen.",
  ],
  type: (station: string) => `Zur Bestätigung ${station} eingeben`,
  notTheSame: "Das ist nicht die ID der Station.",
  removed: (station: string) => `${station} ist aus Ihrer Organisation entfernt.`,
  isRemoved: (time: string) => `Diese Station hat Ihre Organisation verlassen (${time}). Ihre Vorgänge sind lesbar; sonst ist mit ihr nichts mehr zu tun.`,
};

import type { pictures as english } from "../english/pictures";

/** Deutsch: Bilder einer Station. */
export const pictures: typeof english = {
  title: "Bilder",
  lead: "Wie die Station an ihrem Ort aussieht, damit man sie findet: ein oder zwei Bilder.",
  none: "Es gibt noch keine Bilder.",
  by: (email) => `hinzugefügt von ${email}`,
  add: "Bild hinzufügen",
  drop: "Bild hierher ziehen oder auswählen",
  file: "Bild",
  fileHint: "JPEG, PNG oder WebP, bis zu 16 MB. Es wird mit bis zu 1.600 Pixeln neu gezeichnet, ohne Ort und Zeit der Aufnahme.",
  wrongFile: "Wählen Sie eine JPEG-, PNG- oder WebP-Datei.",
  tooLarge: "Die Datei ist größer als 16 MB.",
  description: "Was es zeigt",
  descriptionHint: "Für Menschen, die es nicht sehen können, etwa „Links vom Tor, neben dem blauen Container“.",
  send: "Bild hinzufügen",
  drawing: "Der Server zeichnet es neu…",
  sent: "Das Bild wurde hinzugefügt.",
  full: "Eine Station hat höchstens zwei Bilder. Löschen Sie eines, um ein anderes hinzuzufügen.",
  describe: "Beschreibung ändern",
  remove: "Bild löschen",
  removeBody: "Das Bild wird für alle gelöscht. Es lässt sich nicht wiederherstellen.",
  removed: "Das Bild wurde gelöscht.",
  unseen: "Das Bild konnte nicht geladen werden.",
};

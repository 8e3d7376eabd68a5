import type { firmware as english } from "../english/firmware";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: Firmware und ihre Installation. */
export const firmware: typeof english = {
  lead: "Abbilder, die Stationen bekommen können, und der Stand bei denen, die eines bekamen.",
  views: { label: "Ansichten", catalogue: "Katalog", installations: "Installationen", signed: "Signierte Installationen", rollouts: "Ausrollungen" },
  vendor: "Hersteller",
  model: "Modell",
  version: "Version",
  file: "Datei",
  size: "Größe",
  signed: "signiert",
  added: "Hinzugefügt",
  by: "Hinzugefügt von",
  digest: "SHA-256",
  add: "Firmware hinzufügen",
  addLead: "Hersteller und Modell sagen, wessen Firmware es ist; Stationen holen die Datei von diesem Server.",
  upload: "Hochladen",
  uploading: (share) => `${share} sind unterwegs`,
  checking: "Der Server prüft die Datei…",
  sent: (version) => `${version} ist im Katalog.`,
  withSignature: "Sie hat eine Signatur",
  signature: "Signatur",
  signatureHint: "Base64 der Signatur über den SHA-256 der Datei.",
  certificate: "Zertifikate des Unterzeichners (PEM)",
  together: "Signatur und Zertifikat gehören zusammen.",
  install: "Auf Stationen installieren…",
  installSigned: "Mit Signatur installieren…",
  rollOut: "Auf vielen ausrollen…",
  remove: "Löschen",
  removed: (number) => n(number, { one: "# Abbild ist gelöscht.", other: "# Abbilder sind gelöscht." }),
  removeTitle: (number, first) => (number === 1 ? `${first} löschen?` : n(number, { one: "", other: "# Abbilder löschen?" })),
  removeBody: "Stationen, die es gerade holen, bekommen den Rest nicht. Was installiert ist, bleibt.",
  none: "Noch keine Firmware",
  noneBody: "Ein Abbild erscheint hier nach dem Hochladen; dann ist die Installation auf Stationen möglich.",
  noInstallations: "Noch nichts installiert",
  noInstallationsBody: "Eine Station erscheint hier, sobald sie Firmware installieren soll, mit ihrem Fortschritt.",
  what: "Welche Firmware",
  step: "Letzter Schritt",
  gone: "nicht mehr im Katalog",
};

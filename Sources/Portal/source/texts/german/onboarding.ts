import type { onboarding as english } from "../english/onboarding";

/** Deutsch: eine Station hinzufügen. */
export const onboarding: typeof english = {
  title: "Station hinzufügen",
  lead: "Es dauert etwa fünf Minuten. Sie brauchen die Einstellungsseite der Ladestation oder die App für die Installation.",
  steps: {
    name: "Die Station benennen", lines: "Diese Zeilen in die Station eingeben", wait: "Warten, bis die Station sich meldet",
    test: "Einen RFID-Tag anlegen und eine Probeladung starten", testLead: "Ein virtueller RFID-Tag genügt; eine Karte oder ein Anhänger kann später folgen.",
  },
  id: "Ladepunkt-ID",
  idHint: "1 bis 48 Zeichen, so wie sie in der Adresse der Station stehen wird.",
  idProblems: {
    empty: "Die Station braucht eine ID.", long: "Die ID hat mehr als 48 Zeichen.",
    signs: "Die ID darf keine Schrägstriche, Steuerzeichen oder Leerzeichen an den Enden haben.",
  },
  noGroup: "Keine",
  withPassword: "Die Station weist sich mit einem Passwort aus",
  withPasswordHint: "Ein gutes wird für Sie gemacht. Ohne Passwort kann sich jeder, der die ID kennt, als die Station ausgeben.",
  make: "Station hinzufügen",
  address: "Adresse (URL) des zentralen Systems",
  joinedAddress: "Adresse mit der ID",
  password: "Passwort",
  passwordOnce: "Das Passwort steht nur hier, bis Sie diese Seite verlassen.",
  passwordElsewhere: "Das Passwort wurde beim Hinzufügen gezeigt, wenn die Station eines hat.",
  join: "Adresse und ID in einer Zeile zeigen",
  apart: "Adresse und ID getrennt zeigen",
  mailTo: "E-Mail an die Installation",
  mailSubject: (id) => `Einstellungen der Ladestation ${id}`,
  mail: (address, id, password) =>
    [`Adresse des zentralen Systems: ${address}`, `Ladepunkt-ID: ${id}`, `Passwort: ${password}`].join("\n"),
  waiting: "Warten auf Ihre Ladestation …",
  waitingLead: (id) => `Von ${id} ist noch nichts zu hören. Diese Seite wird von selbst grün.`,
  connected: "Verbunden, wartet auf die Vorstellung",
  connectedLead: "Die Verbindung steht. Als Nächstes kommt die Startmeldung der Station.",
  here: (id) => `${id} ist da`,
  nearMiss: "Eine Ladestation wurde abgewiesen, deren ID beinahe diese ist. Sie nennt sich",
  helpTitle: "Geschieht nichts?",
  help: [
    "Vergleichen Sie Adresse und ID Zeichen für Zeichen; Großbuchstaben zählen.",
    "Prüfen Sie, ob die Station ein Netz hat: Kabel, WLAN oder SIM-Karte.",
    "Sie spricht OCPP 1.6 über WebSocket (JSON), nicht SOAP.",
    "Manche Stationen übernehmen neue Einstellungen erst nach einem Neustart.",
  ],
  testAlias: (id) => `Probeladung an ${id}`,
  testStart: "RFID-Tag anlegen und starten",
  openStation: "Station öffnen",
};

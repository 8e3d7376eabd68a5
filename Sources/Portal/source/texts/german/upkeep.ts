import type { upkeep as english } from "../english/upkeep";

/** Deutsch: was Stationen aufgetragen wird, Schritt für Schritt. */
export const upkeep: typeof english = {
  steps: "Schritte",
  queued: "Wartet, bis es an der Reihe ist",
  sent: "An die Station gesendet",
  notSent: "Nicht gesendet",
  expired: "Nie gesendet: Es kam nicht rechtzeitig an die Reihe",
  answer: "Antwort",
  waitingForAnswer: "Warten auf die Antwort",
  saidYes: "Die Station hat zugestimmt",
  saidNo: "Die Station hat abgelehnt",
  noAnswer: "Keine Antwort in 30 s",
  lateAnswer: "Eine späte Antwort zählt noch und erscheint hier.",
  failed: "Es war nicht ausführbar",
  after: (seconds) => `nach ${seconds} s`,
  backToForm: "Zurück zum Formular",
  goesOn: "Sie können dies schließen; es läuft weiter.",
  sending: "Wird gesendet…",
  missing: "Diese Angabe fehlt.",
  progress: {
    Uploading: "Lädt hoch", Uploaded: "Hochgeladen", UploadFailed: "Hochladen fehlgeschlagen", UploadFailure: "Hochladen fehlgeschlagen",
    Downloading: "Lädt herunter", Downloaded: "Heruntergeladen", DownloadFailed: "Herunterladen fehlgeschlagen",
    DownloadScheduled: "Herunterladen ist geplant", DownloadPaused: "Herunterladen ist angehalten", Installing: "Installiert",
    Installed: "Installation beendet", InstallationFailed: "Installation fehlgeschlagen", InstallRebooting: "Neustart zur Installation",
    InstallScheduled: "Installation ist geplant", InstallVerificationFailed: "Die installierte Firmware ist nicht die richtige",
    InvalidSignature: "Die Signatur stimmt nicht", SignatureVerified: "Die Signatur stimmt", Idle: "Untätig",
    PermissionDenied: "Die Station darf die Datei dort nicht ablegen", BadMessage: "Die Station hat die Anfrage nicht verstanden",
    NotSupportedOperation: "Die Station kann das nicht", AcceptedCanceled: "Eine andere Anfrage trat an die Stelle",
  },
  effects: {
    RESERVE_NOW: {
      pending: "Warten, bis der Anschluss „Reserviert“ meldet", seen: "Der Anschluss meldet „Reserviert“",
      missed: "Der Anschluss hat nicht „Reserviert“ gemeldet",
    },
    GET_DIAGNOSTICS: { pending: "Warten auf die Datei", seen: "Die Datei ist da", missed: "Die Datei kam nicht" },
    GET_LOG: { pending: "Warten auf die Datei", seen: "Die Datei ist da", missed: "Die Datei kam nicht" },
    UPDATE_FIRMWARE: {
      pending: "Warten auf die Installation", seen: "Die Firmware ist installiert", missed: "Die Firmware wurde nicht installiert",
    },
    SIGNED_UPDATE_FIRMWARE: {
      pending: "Warten auf die Installation", seen: "Die Firmware ist installiert", missed: "Die Firmware wurde nicht installiert",
    },
    other: { pending: "Warten auf die Wirkung", seen: "Es ist geschehen", missed: "Es ist nicht geschehen" },
  },
};

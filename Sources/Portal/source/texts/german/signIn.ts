import type { signIn as english } from "../english/signIn";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: die Anmeldung. */
export const signIn: typeof english = {
  title: "Anmelden",
  lead: "Ladestationen, Ladevorgänge und wer lädt, an einem Ort.",
  email: "E-Mail",
  password: "Passwort",
  show: "Zeigen",
  hide: "Verbergen",
  captcha: "Zeichen im Bild",
  captchaAlt: "Sechs Zeichen, so gezeichnet, dass nur Menschen sie lesen",
  otherPicture: "Anderes Bild",
  pictureFailed: "Das Bild ist nicht gekommen.",
  byMail: "Stattdessen einen Code per E-Mail erhalten",
  byPicture: "Stattdessen das Bild benutzen",
  code: "Code aus der E-Mail",
  codeSent: (minutes) =>
    n(minutes, { one: "Falls es ein Konto gibt, ist ein Code unterwegs. Er gilt # Minute.",
      other: "Falls es ein Konto gibt, ist ein Code unterwegs. Er gilt # Minuten." }),
  emailFirst: "Geben Sie zuerst Ihre E-Mail ein.",
  submit: "Anmelden",
  submitting: "Anmeldung läuft …",
  refused: "E-Mail, Passwort oder Zeichen stimmen nicht.",
  expired: "Sie wurden abgemeldet. Melden Sie sich wieder an, um weiterzumachen.",
  secondTitle: "Noch ein Schritt",
  secondLead: "Geben Sie die sechs Ziffern Ihrer Authentifizierungs-App ein, oder einen Wiederherstellungscode.",
  secondCode: "Code",
  secondSubmit: "Weiter",
  secondRefused: "Der Code stimmt nicht, oder es hat zu lange gedauert. Versuchen Sie es noch einmal, oder beginnen Sie neu.",
  again: "Neu beginnen",
  apiToken: "API-Token benutzen",
};

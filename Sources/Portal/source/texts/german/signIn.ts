import type { signIn as english } from "../english/signIn";
import { counted } from "../languages";

const n = counted("de");

/** Deutsch: die Anmeldung. */
export const signIn: typeof english = {
  privacy: "Datenschutz",
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
  forgotTitle: "Passwort vergessen",
  forgotLead: "Geben Sie Ihre E-Mail ein. Ein Link für ein neues Passwort kommt per E-Mail.",
  forgotSubmit: "Link senden",
  forgotSent: "Falls es ein Konto gibt, ist eine E-Mail unterwegs. Ihr Link gilt einmal und 24 Stunden lang.",
  resetTitle: "Neues Passwort setzen",
  inviteTitle: "Ihr Passwort setzen",
  passwordAgain: "Dasselbe Passwort noch einmal",
  passwordLength: "10 bis 200 Zeichen.",
  passwordsDiffer: "Die beiden Passwörter sind verschieden.",
  passwordSubmit: "Passwort setzen",
  passwordSet: "Erledigt. Sie sind überall abgemeldet; melden Sie sich mit dem neuen Passwort an.",
  oldLink: "Dieser Link wurde schon benutzt, oder seine Zeit ist abgelaufen. Fordern Sie einen neuen an.",
};

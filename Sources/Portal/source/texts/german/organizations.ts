import type { organizations as english } from "../english/organizations";

/** Deutsch: Organisationen, jede getrennt von den anderen. */
export const organizations: typeof english = {
  title: "Organisationen",
  lead: "Stationen, Tags und Menschen gehören je zu einer; keine sieht, was eine andere hat, wenn es nicht freigegeben ist.",
  name: "Name",
  created: "Angelegt",
  none: "Hier ist keine Organisation",
  make: "Neue Organisation",
  makeLead: "Wer sie als Erstes leitet, bekommt eine Mail mit einem Link für das Passwort; er gilt einmal und sieben Tage.",
  makeAndInvite: "Anlegen und einladen",
  made: (name, email) => `${name} ist angelegt; eine Mail an ${email} ist unterwegs.`,
  owner: "Erster Inhaber oder erste Inhaberin",
  editTitle: (name) => `${name} bearbeiten`,
  nameHint: "Unter diesem Namen kennen sie ihre Leute und die, denen sie Stationen freigibt.",
  timeZone: "Zeitzone",
  timeZoneHint: "Etwa Europe/Berlin. Nach ihrer Uhr zählt die Übersicht die Tage, und nach ihr stehen Zeiten in Mails und Arbeitsmappen.",
  currency: "Währung",
  currencyHint: "Drei Buchstaben, etwa EUR. Neue Tarife beginnen damit.",
};

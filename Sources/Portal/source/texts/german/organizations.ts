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
  rename: "Umbenennen",
  renameTitle: (name) => `${name} umbenennen`,
  renameLead: "Unter diesem Namen kennen sie ihre Leute und die, denen sie Stationen freigibt.",
};

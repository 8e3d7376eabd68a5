import type { organizations as english } from "../english/organizations";

/** Français : les organisations, séparées les unes des autres. */
export const organizations: typeof english = {
  title: "Organisations",
  lead: "Bornes, badges et personnes appartiennent chacun à une seule ; aucune ne voit ce qu’a une autre, sauf partage.",
  name: "Nom",
  created: "Créée",
  none: "Aucune organisation ici",
  make: "Nouvelle organisation",
  makeLead: "Son premier propriétaire reçoit un e-mail avec un lien pour choisir un mot de passe, valable une fois pendant sept jours.",
  makeAndInvite: "Créer et inviter",
  made: (name, email) => `${name} est créée ; un e-mail est en route vers ${email}.`,
  owner: "Son premier propriétaire",
  rename: "Renommer",
  renameTitle: (name) => `Renommer ${name}`,
  renameLead: "Ses membres, et ceux avec qui elle partage des bornes, la connaissent sous ce nom.",
};

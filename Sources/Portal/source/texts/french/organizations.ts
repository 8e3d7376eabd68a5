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
  editTitle: (name) => `Modifier ${name}`,
  nameHint: "Ses membres, et ceux avec qui elle partage des bornes, la connaissent sous ce nom.",
  timeZone: "Fuseau horaire",
  timeZoneHint: "Par exemple Europe/Paris. Le tableau de bord compte les jours à son heure ; les e-mails et les classeurs la suivent.",
  currency: "Devise",
  currencyHint: "Trois lettres, par exemple EUR. Les nouveaux tarifs commencent avec elle.",
};

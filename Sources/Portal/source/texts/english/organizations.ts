/** English: organizations, each apart from the others. */
export const organizations = {
  title: "Organizations",
  lead: "Stations, tags and people belong to one each; none sees what another has, unless it is shared.",
  name: "Name",
  created: "Made",
  none: "No organization is here",
  make: "New organization",
  makeLead: "Its first owner gets a mail with a link to set a password, good once for seven days.",
  makeAndInvite: "Make and invite",
  made: (name: string, email: string) => `${name} is made; a mail is on its way to ${email}.`,
  owner: "Its first owner",
  editTitle: (name: string) => `Edit ${name}`,
  nameHint: "Its people, and those with whom it shares stations, know it by this name.",
  timeZone: "Time zone",
  timeZoneHint: "Such as Europe/Berlin. By its clock days are counted on the dashboard, and times written in mails and workbooks.",
  currency: "Currency",
  currencyHint: "Three letters, such as EUR. New tariffs begin with it.",
};

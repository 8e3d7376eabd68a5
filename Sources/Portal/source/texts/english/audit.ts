/** English: the audit trail. */
export const audit = {
  title: "Audit",
  lead: "Who changed what, and who looked at a secret. Kept for two years.",
  none: "Nothing was changed yet",
  at: "When",
  who: "Who",
  server: "The server",
  action: "What",
  object: "On what",
  change: "Change",
  address: "From where",
  actions: { CREATED: "Made", CHANGED: "Changed", DELETED: "Deleted", REVEALED: "Looked at" },
};

/** English: words that pages of reservations and upkeep share. */
export const upkeep = {
  backToForm: "Back to the form",
  goesOn: "You may close this; it goes on.",
  sending: "Sending…",
  uploading: (share: string) => `${share} sent`,
  missing: "This is needed.",
  messages: "Messages of the station",
};

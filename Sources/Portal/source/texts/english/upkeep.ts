/** English: words that pages of reservations and upkeep share. */
export const upkeep = {
  backToForm: "Back to the form",
  goesOn: "You may close this; it goes on.",
  sending: "Sending…",
  missing: "This is needed.",
  messages: "Messages of the station",
};

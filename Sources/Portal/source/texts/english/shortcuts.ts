/** English: keys that do something. */
export const shortcuts = {
  title: "Keyboard shortcuts",
  lead: "They do nothing while you type.",
  isOn: "Shortcuts of single letters and signs",
  everywhere: "Everywhere",
  search: "To the search",
  list: "This list",
  close: "Close what is open",
  pages: "Go to a page",
  lists: "In tables and results",
  down: "Next row",
  up: "Row before",
  open: "Open it",
  select: "Select it",
};

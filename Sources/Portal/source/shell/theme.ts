/**
 * The reader's choice of colours. Kept in a cookie, which the server reads, so that the page comes in the right colours
 * and never flashes.
 */
export type Theme = "system" | "light" | "dark";

const cookie = "stationmaster_theme";
const year = 365 * 24 * 60 * 60;

export function isTheme(text: unknown): text is Theme {
  return text === "system" || text === "light" || text === "dark";
}

export function currentTheme(): Theme {
  const theme = document.documentElement.dataset["theme"];
  return theme === "light" || theme === "dark" ? theme : "system";
}

export function chooseTheme(theme: Theme): void {
  const root = document.documentElement;
  if (theme === "system") delete root.dataset["theme"];
  else root.dataset["theme"] = theme;
  const age = theme === "system" ? 0 : year;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `${cookie}=${theme}; Path=/; Max-Age=${age}; SameSite=Lax${secure}`;
}

/** Letters and figures that nobody mistakes for others when they type them into a charger. */
const signs = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** Four groups of four: 93 bits, and short enough for every charger (8 to 40 bytes). */
export function makePassword(): string {
  const groups: string[] = [];
  for (let group = 0; group < 4; group += 1) groups.push(Array.from({ length: 4 }, pick).join(""));
  return groups.join("-");
}

/** Another password in the form of the charger's setting AuthorizationKey: two hexadecimal digits a byte. */
export function makeKey(): string {
  return Array.from(makePassword(), (sign) => sign.charCodeAt(0).toString(16)).join("");
}

function pick(): string {
  const buffer = new Uint8Array(1);
  for (;;) {
    crypto.getRandomValues(buffer);
    const value = buffer[0] ?? 0;
    // The rest of a division would favour the first signs.
    if (value < signs.length * 4) return signs[value % signs.length] ?? "";
  }
}

export type IdProblem = "empty" | "long" | "signs";

/** What the server would refuse of a charge point id. */
export function problemOfId(id: string): IdProblem | undefined {
  if (id === "") return "empty";
  if ([...id].length > 48) return "long";
  return /[\u0000-\u001F\u007F-\u009F/\\]/.test(id) || id !== id.trim() ? "signs" : undefined;
}

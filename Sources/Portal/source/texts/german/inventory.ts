import type { inventory as english } from "../english/inventory";

/** Deutsch: Stationen als Geräte. */
export const inventory: typeof english = {
  title: "Inventar",
  lead: "Stationen als Geräte.",
  id: "Ladepunkt-ID",
  manufactured: "Hergestellt",
  model: "Modell",
  part: "Teilenummer",
  mesSerial: "MES-Seriennummer",
  material: "Materialnummer",
  firmware: "Firmware",
  vendorCode: "Herstellercode",
  inTimeout: "Überfällig?",
  created: "Angelegt",
  modified: "Geändert",
  secrets: "Geheimnis ansehen",
  noSecrets: "Von dieser Station ist weder Passwort noch Zugangscode noch Hauptpasswort hinterlegt.",
  recorded: "Dieser Blick wird festgehalten, mit Ihrem Namen und dem Grund.",
  secret: "Geheimnis",
  reason: "Grund",
  reasonHint: "Wozu Sie es brauchen, für alle, die das Protokoll lesen.",
  show: "Anzeigen",
  kinds: { OCPP_PASSWORD: "OCPP-Passwort", ACCESS_CODE: "Zugangscode", MASTER_PASSWORD: "Hauptpasswort" },
  secretsOf: (station: string) => `Geheimnisse von ${station}`,
  hides: (seconds: number) => `Wird nach ${seconds} s wieder verborgen.`,
};

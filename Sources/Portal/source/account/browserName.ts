const browsers = [["Edge", /Edg\w*\//], ["Opera", /OPR\//], ["Firefox", /(Firefox|FxiOS)\//], ["Chrome", /(Chrome|CriOS)\//], ["Safari", /Version\/.*Safari\//]] as const;
const systems = [["Android", /Android/], ["iPhone", /iPhone/], ["iPad", /iPad/], ["Windows", /Windows/], ["macOS", /Mac OS X/], ["ChromeOS", /CrOS/], ["Linux", /Linux/]] as const;

/** What a browser says of itself in short, such as “Firefox · Linux”; as it is where it is of no kind that we know. */
export function browserName(userAgent: string): string {
  const browser = browsers.find(([, sign]) => sign.test(userAgent))?.[0];
  const system = systems.find(([, sign]) => sign.test(userAgent))?.[0];
  return browser ? [browser, system].filter(Boolean).join(" · ") : userAgent;
}

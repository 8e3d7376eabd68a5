/** What is kept of people: what, why, and how long. */
type Kept = readonly (readonly [what: string, why: string, howLong: string])[];

/** English: the page about privacy. */
export const english = {
  lead: "What this server keeps of people, what for, and how long. Who runs it is responsible for it; ask them about what this page does not say.",
  imprint: { lead: "Who runs this server.", none: "Whoever runs this server has not written down who they are. Operators name a text file in STATIONMASTER_IMPRINT." },
  kept: "What is kept",
  why: "What for",
  howLong: "How long",
  rows: [
    ["Your account: e-mail, name, role, language and preferences; telephone and employee number where somebody entered them; your password as a scrypt hash, and the key of your second factor encrypted",
      "To sign you in, and so that your organization knows who you are", "Until the account is deleted"],
    ["Browsers that are signed in: since when, the network address and the browser’s name", "So that you see them and can end them", "Twelve hours after the last use, and thirty days at most"],
    ["Sign-ins and attempts: when, the network address and the browser’s name", "To find misuse", "A year"],
    ["Tags: number, alias, note, and whose they are", "To decide who may charge", "Until they are deleted"],
    ["Charging sessions: station, times, energy, costs and tag; with a logbook also vehicle and mileage", "To show them, to bill them and to prove them",
      "No end is set. When an account is deleted they stay, without the person"],
    ["Reservations, and places in queues", "To keep a connector free for you", "No end is set for reservations; places in queues a year after they ended"],
    ["Tags that were presented and are not known", "So that they can be taken in", "Ninety days after they were last presented"],
    ["All messages of the stations, with the numbers of tags", "To find faults", "Seven days, unless who runs the server has set another time"],
    ["Who changed what, and who looked at a secret: e-mail, network address, what was there before and after", "To trace what happened", "Two years"],
    ["Operations and service requests: who asked for them, and what was said", "So that others can go on with them", "No end is set"],
    ["Notifications", "To tell you what happened", "Ninety days after it last happened"],
    ["Mails: to whom and when; the text only until it is sent", "To send them, and to see that they went", "Thirty days"],
    ["What other systems were told of sessions, stations and tags", "To tell it again where it did not arrive", "Thirty days"],
  ] as Kept,
  addresses: "Of an IPv6 address only its network of 64 bits is kept.",
  cookies: "Cookies",
  cookiesLead: "The portal sets these and no others. They serve nothing but the portal itself.",
  cookieRows: {
    session: ["Keeps you signed in. No script can read it", "Until you sign out; thirty days at most"],
    signed_in: ["Says that there is a session, so that the server is not asked for one in vain", "Thirty days"],
    language: ["The language that you chose; only once you did", "A year"],
    theme: ["The colours that you chose; only once you did", "A year"],
  } as Record<string, readonly [string, string]>,
  browser: "In your browser",
  browserBody: "The explorer keeps the last fifty queries in this browser’s storage, without tokens and passwords. They can be deleted there.",
  others: "To others",
  othersBody: "The pages load nothing from other servers. Data leave this one in mails, and for other systems that your organization has named.",
  yours: "What you can do",
  yoursBody: "Your profile, your browsers and your sign-ins are on the pages of your account; from there you can also take along everything that is kept of you. An owner of your organization changes the rest and deletes accounts.",
};

export type LegalTexts = typeof english;

import { counted } from "../languages";

const n = counted("en");

/** English: signing in. */
export const signIn = {
  title: "Sign in",
  lead: "Charging stations, sessions and their drivers, in one place.",
  email: "E-mail",
  password: "Password",
  show: "Show",
  hide: "Hide",
  captcha: "Characters in the picture",
  captchaAlt: "Six characters, drawn so that only people read them",
  otherPicture: "Another picture",
  pictureFailed: "The picture did not come.",
  byMail: "Get a code by e-mail instead",
  byPicture: "Use the picture instead",
  code: "Code from the e-mail",
  codeSent: (minutes: number) =>
    n(minutes, { one: "If an account exists, a code is on its way. It is good for # minute.",
      other: "If an account exists, a code is on its way. It is good for # minutes." }),
  emailFirst: "Type your e-mail first.",
  submit: "Sign in",
  submitting: "Signing in…",
  refused: "E-mail, password or characters are not right.",
  expired: "You were signed out. Sign in again to go on where you were.",
  secondTitle: "One more step",
  secondLead: "Type the six digits that your authenticator shows, or a recovery code.",
  secondCode: "Code",
  secondSubmit: "Go on",
  secondRefused: "The code is not right, or it took too long. Try once more, or begin again.",
  again: "Begin again",
  apiToken: "Use an API token",
};

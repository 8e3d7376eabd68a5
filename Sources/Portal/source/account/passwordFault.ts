import { Fault } from "../api/fault";
import { faultWords } from "../components/PageState";
import { texts } from "../texts/texts";

/** What to say of a password or a link that is not taken. */
export function passwordFault(fault: unknown): string {
  if (!(fault instanceof Fault)) return texts.faults.INTERNAL;
  if (fault.code === "BAD_USER_INPUT" && fault.field === "token") return texts.signIn.oldLink;
  if (fault.code === "BAD_USER_INPUT" && fault.field === "password") return texts.signIn.passwordLength;
  if (fault.code === "BAD_USER_INPUT" && fault.field === "email") return texts.signIn.emailFirst;
  return faultWords(fault);
}

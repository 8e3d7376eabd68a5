import { useViewer } from "../api/hooks";
import { texts } from "../texts/texts";
import { SignInTable } from "../users/SignInTable";
import { AccountHead } from "./AccountHead";

/** How one signed in, so that one sees when it was somebody else. */
export default function OwnSignInsPage() {
  return (
    <>
      <AccountHead page="signIns" lead={texts.own.signInsLead} />
      <SignInTable userId={useViewer().user.id} />
    </>
  );
}

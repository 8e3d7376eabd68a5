import { useEffect, useState } from "react";
import { holdBack } from "../router/address";
import { texts } from "../texts/texts";
import { ConfirmDialog } from "./ConfirmDialog";

/** Asks before a page is left on which something was typed and not sent. */
export function useUnsent(isUnsent: boolean) {
  const { tariffs } = texts;
  const [goOn, setGoOn] = useState<() => void>();
  useEffect(() => {
    if (!isUnsent) return undefined;
    holdBack((later) => {
      setGoOn(() => later);
      return true;
    });
    // Where the window is closed or another site is called up, the browser asks in its own words.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => {
      removeEventListener("beforeunload", ask);
      holdBack(undefined);
    };
  }, [isUnsent]);
  return goOn && (
    <ConfirmDialog title={tariffs.leaveForm} action={tariffs.leaveFormAction} kind="danger" onConfirm={goOn} onCancel={() => setGoOn(undefined)}>
      {tariffs.leaveFormBody}
    </ConfirmDialog>
  );
}

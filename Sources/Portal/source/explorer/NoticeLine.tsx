import { useEffect, useRef } from "react";
import { IconButton } from "../components/Button";
import { Note } from "../components/Note";
import { texts } from "./texts/texts";

export type Notice =
  | { readonly kind: "said"; readonly text: string; readonly isBad?: boolean }
  | { readonly kind: "link"; readonly address: string };

/** Says how a button's work went; a link that could not be copied is there to be copied by hand. */
export function NoticeLine({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), [notice]);
  return (
    <div className="notice">
      <Note kind={notice.kind === "said" && notice.isBad ? "warning" : "info"} isAlert>
        {notice.kind === "said" ? notice.text : (
          <label className="manual-link">
            {texts.explorer.shareManual}
            <input ref={field} readOnly value={notice.address} aria-label={texts.explorer.shareLabel} />
          </label>
        )}
      </Note>
      <IconButton icon="close" label={texts.close} onClick={onClose} />
    </div>
  );
}

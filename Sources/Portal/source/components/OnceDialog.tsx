import { useState } from "react";
import { texts } from "../texts/texts";
import { Button } from "./Button";
import { copyText } from "./copyText";
import { Dialog } from "./Dialog";
import { Note } from "./Note";

interface OnceDialogProps {
  readonly title: string;
  readonly once: string;
  readonly label: string;
  readonly secret: string;
  readonly use: string;
  readonly onClose: () => void;
}

/** A secret that the server tells this once. */
export function OnceDialog({ title, once, label, secret, use, onClose }: OnceDialogProps) {
  const [isCopied, setCopied] = useState(false);
  return (
    <Dialog title={title} onClose={onClose} footer={<Button kind="primary" onClick={onClose}>{texts.own.done}</Button>}>
      <Note kind="warning">{once}</Note>
      <div className="field">
        <span className="copy-label">{label}</span>
        <span className="command"><code>{secret}</code></span>
      </div>
      <div className="answer-actions">
        <Button icon={isCopied ? "check" : "copy"} onClick={() => void copyText(secret).then(setCopied)}>{isCopied ? texts.copied : texts.copy}</Button>
      </div>
      <p className="hint">{use}</p>
    </Dialog>
  );
}

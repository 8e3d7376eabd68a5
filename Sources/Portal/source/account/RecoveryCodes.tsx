import { useState } from "react";
import { Button } from "../components/Button";
import { copyText } from "../components/copyText";
import { Dialog } from "../components/Dialog";
import { CheckField } from "../components/Field";
import { Icon } from "../components/Icon";
import { saveFile } from "../components/saveFile";
import { texts } from "../texts/texts";

/** Shown once: it closes only when somebody has said that they are kept. */
export function RecoveryCodes({ codes, onClose }: { readonly codes: readonly string[]; readonly onClose: () => void }) {
  const { own } = texts;
  const [areKept, setKept] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const [isCopied, setCopied] = useState(false);
  const close = () => (areKept ? onClose() : setChecked(true));
  const download = () =>
    saveFile(new Blob([`${own.codesFile}\n\n${codes.join("\n")}\n`], { type: "text/plain" }), "recovery-codes.txt");
  return (
    <Dialog title={own.codesTitle} lead={own.codesLead} onClose={close} footer={<Button kind="primary" onClick={close}>{own.done}</Button>}>
      <ul className="recovery-codes" aria-label={own.codesTitle}>{codes.map((code) => <li key={code}><code>{code}</code></li>)}</ul>
      <div className="answer-actions">
        <Button icon={isCopied ? "check" : "copy"} onClick={() => void copyText(codes.join("\n")).then(setCopied)}>{isCopied ? texts.copied : texts.copy}</Button>
        <Button icon="download" onClick={download}>{own.download}</Button>
      </div>
      <CheckField label={own.kept} isChecked={areKept} onChange={setKept} />
      {isChecked && !areKept && <p className="field-error" role="alert"><Icon name="warning" />{own.keepFirst}</p>}
    </Dialog>
  );
}

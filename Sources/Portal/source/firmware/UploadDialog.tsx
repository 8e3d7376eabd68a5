import { useRef, useState } from "react";
import { Fault } from "../api/fault";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Field, TextAreaField, TextField } from "../components/Field";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { bytes, percent, plain } from "../format/quantity";
import { texts } from "../texts/texts";
import { sendImage, type NewImage } from "./sendImage";

interface UploadDialogProps {
  readonly onClose: () => void;
  readonly onDone: () => void;
}

type Typed = Omit<NewImage, "file">;

/** Adds an image to the catalogue. Closing the dialog ends the upload. */
export function UploadDialog({ onClose, onDone }: UploadDialogProps) {
  const { firmware } = texts;
  const [typed, setTyped] = useState<Typed>({ vendor: "", model: "", version: "", signature: "", certificate: "" });
  const [file, setFile] = useState<File>();
  const [isChecked, setChecked] = useState(false);
  const [share, setShare] = useState<number>();
  const [fault, setFault] = useState<Fault>();
  const abort = useRef<AbortController>();
  const close = () => {
    abort.current?.abort();
    onClose();
  };
  const send = async () => {
    setChecked(true);
    setFault(undefined);
    if (!file || [typed.vendor, typed.model, typed.version].some((text) => text.trim() === "") || !isWhole(typed)) return;
    abort.current = new AbortController();
    setShare(0);
    try {
      await sendImage({ ...typed, file }, setShare, abort.current.signal);
      toast("done", firmware.sent(typed.version));
      onDone();
      onClose();
    } catch (error) {
      setShare(undefined);
      if (error instanceof Fault) setFault(error);
    }
  };
  return (
    <Dialog title={firmware.add} lead={firmware.addLead} onClose={close} footer={
      <>
        <Button onClick={close}>{texts.cancel}</Button>
        <Button kind="primary" disabled={share !== undefined} onClick={() => void send()}>{firmware.upload}</Button>
      </>
    }>
      <ImageFields typed={typed} onTyped={setTyped} isChecked={isChecked} />
      <FileField file={file} onFile={setFile} error={isChecked && !file ? texts.upkeep.missing : undefined} />
      {share !== undefined && <Progress share={share} />}
      {fault && (fault.code === "UNREACHABLE" ? <FaultNote fault={fault} /> : <Note kind="danger" isAlert>{fault.message}</Note>)}
    </Dialog>
  );
}

/** A signature and its certificate belong together. */
function isWhole({ signature, certificate }: Typed): boolean {
  return (signature.trim() === "") === (certificate.trim() === "");
}

function ImageFields({ typed, onTyped, isChecked }: { typed: Typed; onTyped: (typed: Typed) => void; isChecked: boolean }) {
  const { firmware } = texts;
  const [isSigned, setSigned] = useState(false);
  const set = (name: keyof Typed) => (value: string) => onTyped({ ...typed, [name]: value });
  const missing = (text: string) => (isChecked && text.trim() === "" ? texts.upkeep.missing : undefined);
  return (
    <>
      <TextField label={firmware.vendor} value={typed.vendor} maxLength={100} onValue={set("vendor")} error={missing(typed.vendor)} />
      <TextField label={firmware.model} value={typed.model} maxLength={100} onValue={set("model")} error={missing(typed.model)} />
      <TextField label={firmware.version} value={typed.version} maxLength={100} onValue={set("version")} error={missing(typed.version)} />
      {!isSigned && <button type="button" className="link" onClick={() => setSigned(true)}>{firmware.withSignature}</button>}
      {isSigned && (
        <>
          <TextField label={firmware.signature} hint={firmware.signatureHint} value={typed.signature} maxLength={800} spellCheck={false}
            onValue={set("signature")} isOptional />
          <TextAreaField label={firmware.certificate} value={typed.certificate} spellCheck={false} onValue={set("certificate")} isOptional
            error={isChecked && !isWhole(typed) ? firmware.together : undefined} />
        </>
      )}
    </>
  );
}

function FileField({ file, onFile, error }: { file: File | undefined; onFile: (file: File | undefined) => void; error: string | undefined }) {
  return (
    <Field label={texts.firmware.file} error={error} hint={file && plain(bytes(file.size))}>
      {(describing) => <input type="file" {...describing} onChange={(event) => onFile(event.target.files?.[0])} />}
    </Field>
  );
}

function Progress({ share }: { share: number }) {
  const words = share < 1 ? texts.firmware.uploading(percent(share)) : texts.firmware.checking;
  return (
    <div className="upload-progress">
      <progress value={share} max={1} aria-label={texts.firmware.upload} />
      <span role="status">{words}</span>
    </div>
  );
}

import { useId, useRef, useState } from "react";
import { Fault } from "../api/fault";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { Field, TextAreaField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { UploadProgress } from "../components/UploadProgress";
import { bytes, plain } from "../format/quantity";
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
  const [share, setShare] = useState<number>();
  const [fault, setFault] = useState<Fault>();
  const abort = useRef<AbortController>();
  const form = useId();
  const close = () => {
    abort.current?.abort();
    onClose();
  };
  const send = async () => {
    setFault(undefined);
    if (!file) return;
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
        <Button type="submit" form={form} kind="primary" disabled={share !== undefined}>{firmware.upload}</Button>
      </>
    }>
      <Form id={form} onSubmit={send}>
        <ImageFields typed={typed} onTyped={setTyped} />
        <FileField file={file} onFile={setFile} error={!file ? texts.upkeep.missing : undefined} />
        <SignatureFields typed={typed} onTyped={setTyped} />
        {share !== undefined && <UploadProgress label={firmware.upload} share={share} whenSent={firmware.checking} />}
        {fault && (fault.code === "UNREACHABLE" ? <FaultNote fault={fault} /> : <Note kind="danger" isAlert>{fault.message}</Note>)}
      </Form>
    </Dialog>
  );
}

/** A signature and its certificate belong together. */
function isWhole({ signature, certificate }: Typed): boolean {
  return (signature.trim() === "") === (certificate.trim() === "");
}

interface PartProps {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
}

function ImageFields({ typed, onTyped }: PartProps) {
  const { firmware } = texts;
  const field = (name: "vendor" | "model" | "version") => (
    <TextField label={firmware[name]} value={typed[name]} maxLength={100} onValue={(value) => onTyped({ ...typed, [name]: value })}
      error={typed[name].trim() === "" ? texts.upkeep.missing : undefined} />
  );
  return <>{field("vendor")}{field("model")}{field("version")}</>;
}

/** Seldom needed: behind a link. */
function SignatureFields({ typed, onTyped }: PartProps) {
  const { firmware } = texts;
  const [isSigned, setSigned] = useState(false);
  if (!isSigned) return <button type="button" className="link" onClick={() => setSigned(true)}>{firmware.withSignature}</button>;
  return (
    <>
      <TextField label={firmware.signature} hint={firmware.signatureHint} value={typed.signature} maxLength={800} spellCheck={false}
        onValue={(signature) => onTyped({ ...typed, signature })} isOptional />
      <TextAreaField label={firmware.certificate} value={typed.certificate} spellCheck={false} isOptional
        onValue={(certificate) => onTyped({ ...typed, certificate })} error={!isWhole(typed) ? firmware.together : undefined} />
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

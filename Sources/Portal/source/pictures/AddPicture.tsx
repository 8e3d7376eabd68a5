import { useEffect, useRef, useState, type FormEvent } from "react";
import { Fault } from "../api/fault";
import { upload } from "../api/upload";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { Field } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { UploadProgress } from "../components/UploadProgress";
import { bytes, plain } from "../format/quantity";
import { texts } from "../texts/texts";
import { DescriptionField } from "./DescribeDialog";

const kinds = ["image/jpeg", "image/png", "image/webp"];
const mostBytes = 16 << 20;

/** Takes a picture by choice or by drop, with the words for it. What was typed stays when it is refused. */
export function AddPicture({ station, onDone }: { station: string; onDone: () => void }) {
  const { pictures: words } = texts;
  const [file, setFile] = useState<File>();
  const [text, setText] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [share, setShare] = useState<number>();
  const [fault, setFault] = useState<Fault>();
  const abort = useRef<AbortController>();
  useEffect(() => () => abort.current?.abort(), []);
  const wrong = file && (!kinds.includes(file.type) ? words.wrongFile : file.size > mostBytes ? words.tooLarge : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    setFault(undefined);
    if (!file || wrong || text.trim() === "") return;
    abort.current = new AbortController();
    setShare(0);
    try {
      const query = `station=${encodeURIComponent(station)}&alternativeText=${encodeURIComponent(text.trim())}`;
      await upload(`/files/pictures?${query}`, file, { onProgress: setShare, signal: abort.current.signal });
      toast("done", words.sent);
      setFile(undefined);
      setText("");
      setChecked(false);
      onDone();
    } catch (error) {
      if (error instanceof Fault) setFault(error);
    }
    setShare(undefined);
  };
  return (
    <Card title={words.add}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <FileDrop file={file} onFile={setFile} error={wrong ?? (isChecked && !file ? texts.upkeep.missing : undefined)} />
        <DescriptionField value={text} onValue={setText} isChecked={isChecked} />
        {share !== undefined && <UploadProgress label={words.send} share={share} whenSent={words.drawing} />}
        {fault && <FaultNote fault={fault} />}
        <div><Button type="submit" kind="primary" disabled={share !== undefined}>{words.send}</Button></div>
      </form>
    </Card>
  );
}

function FileDrop({ file, onFile, error }: { file: File | undefined; onFile: (file: File | undefined) => void; error: string | undefined }) {
  const { pictures: words } = texts;
  const [isOver, setOver] = useState(false);
  return (
    <Field label={words.file} hint={file ? `${file.name} · ${plain(bytes(file.size))}` : words.fileHint} error={error}>
      {(describing) => (
        <div
          className={isOver ? "drop over" : "drop"}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={(event) => {
            event.preventDefault();
            setOver(false);
            onFile(event.dataTransfer.files[0]);
          }}
        >
          <span>{words.drop}</span>
          <input
            key={file ? "chosen" : "none"} type="file" accept={kinds.join()} {...describing}
            onChange={(event) => onFile(event.target.files?.[0])}
          />
        </div>
      )}
    </Field>
  );
}

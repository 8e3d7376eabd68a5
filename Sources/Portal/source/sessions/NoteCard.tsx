import { useState, type FormEvent } from "react";
import { WriteSessionNote, type SessionDetail } from "documents/sessions/sessions";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { TextAreaField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { texts } from "../texts/texts";

/** What people have noted of a session, edited where it stands. */
export function NoteCard({ row }: { row: SessionDetail }) {
  const { sessions } = texts;
  const [typed, setTyped] = useState<string>();
  const { run, isSending, fault } = useMutation(WriteSessionNote);
  const mayWrite = session.may("CHANGE_STATION") || session.may("OPERATE_STATION");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ input: { id: row.id, note: typed?.trim() || null } })) setTyped(undefined);
  };
  return (
    <Card title={sessions.note} aside={mayWrite && typed === undefined && (
      <Button kind="plain" className="small" icon="edit" onClick={() => setTyped(row.note ?? "")}>{texts.edit}</Button>
    )}>
      {typed === undefined
        ? <p className={row.note ? "note-text" : "lead"}>{row.note ?? sessions.noNote}</p>
        : (
          <form className="stack" onSubmit={(event) => void submit(event)}>
            <TextAreaField label={sessions.note} value={typed} onValue={setTyped} autoFocus />
            {fault && <FaultNote fault={fault} />}
            <div className="dialog-actions">
              <Button onClick={() => setTyped(undefined)}>{texts.cancel}</Button>
              <Button type="submit" kind="primary" disabled={isSending}>{texts.save}</Button>
            </div>
          </form>
        )}
    </Card>
  );
}

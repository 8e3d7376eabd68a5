import { useId, useMemo, useState, type FormEvent } from "react";
import { ChangeTag, type TagRow } from "documents/tags/tags";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import type { Option } from "../pickers/Combobox";
import { findGroups } from "../pickers/findGroups";
import { PickerField } from "../pickers/PickerField";
import { texts } from "../texts/texts";

interface TagGroupsDialogProps {
  readonly rows: readonly TagRow[];
  /** Out of a group rather than into it. */
  readonly isOut: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Puts tags into a group, or takes them out of one; their other groups stay. */
export function TagGroupsDialog({ rows, isOut, onClose, onDone }: TagGroupsDialogProps) {
  const { tags } = texts;
  const form = useId();
  const [group, setGroup] = useState<Option>();
  const [isChecked, setChecked] = useState(false);
  const [isSending, setSending] = useState(false);
  const { run, fault } = useMutation(ChangeTag);
  const search = useMemo(() => (isOut ? findAmong(rows) : findGroups), [isOut, rows]);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!group || isSending) return;
    setSending(true);
    const isDone = await putAll(rows, group.value, isOut, async (id, groupIds) => await run({ input: { id, groupIds } }) !== undefined);
    setSending(false);
    if (!isDone) return;
    toast("done", (isOut ? tags.takenFrom : tags.putInto)(rows.length, group.text));
    onDone();
    onClose();
  };
  return (
    <Dialog
      title={(isOut ? tags.takeTitle : tags.putTitle)(rows.length)} onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button type="submit" form={form} kind="primary" disabled={isSending}>{isOut ? tags.take : tags.put}</Button>
        </>
      }
    >
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <PickerField label={texts.stations.group} error={isChecked && !group ? texts.upkeep.missing : undefined} text="" search={search} onChoose={setGroup} />
        {fault && <FaultNote fault={fault} />}
      </form>
    </Dialog>
  );
}

/** Only those that it changes; the first that is refused ends it. */
async function putAll(
  rows: readonly TagRow[], group: string, isOut: boolean, put: (id: string, groupIds: readonly string[]) => Promise<boolean>,
): Promise<boolean> {
  for (const { id, groups } of rows) {
    const others = groups.map((each) => each.id).filter((each) => each !== group);
    const isIn = others.length < groups.length;
    if (isIn === isOut && !await put(id, isOut ? others : [...others, group])) return false;
  }
  return true;
}

function findAmong(rows: readonly TagRow[]) {
  const all = new Map(rows.flatMap(({ groups }) => groups.map(({ id, name }) => [id, name])));
  return async (text: string): Promise<readonly Option[]> => [...all].map(([value, name]) => ({ value, text: name }))
    .filter((option) => option.text.toLowerCase().includes(text.trim().toLowerCase()));
}

import { useId, useState } from "react";
import { ChangeGroup, MakeGroup } from "documents/groups/groups";
import { useMutation, useViewer } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField, type Choice } from "../components/Field";
import { Form } from "../components/Form";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { openPlaces, reachesTop, type Leaf } from "./tree";

interface GroupDialogProps {
  /** Absent: a new one is made. */
  readonly group?: Pick<Leaf, "id" | "name" | "parent"> | undefined;
  /** Where a new one stands at first. */
  readonly parentId?: string | undefined;
  readonly groups: readonly Leaf[];
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
}

/** A group's name and its place among the others. */
export function GroupDialog({ group, parentId, groups: all, onClose, onDone }: GroupDialogProps) {
  const { groups } = texts;
  const form = useId();
  const [name, setName] = useState(group?.name ?? "");
  const { role } = useViewer();
  const choices = placesOf(group, all, reachesTop(role));
  const [parent, setParent] = useState(() => {
    const wanted = (group ? group.parent?.id : parentId) ?? "";
    return (choices.find(({ value }) => value === wanted) ?? choices[0])?.value ?? "";
  });
  const make = useMutation(MakeGroup);
  const change = useMutation(ChangeGroup);
  const fault = make.fault ?? change.fault;
  const submit = async () => {
    const input = { name: name.trim(), parentId: parent || null };
    const done = group ? (await change.run({ input: { ...input, id: group.id } }))?.updateGroup : (await make.run({ input }))?.createGroup;
    if (!done) return;
    toast("done", group ? texts.saved : groups.made(done.group.name));
    onDone(done.group.id);
  };
  return (
    <Dialog title={group ? groups.editTitle(group.name) : groups.makeTitle} lead={group ? undefined : groups.makeLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={make.isSending || change.isSending}>{group ? texts.save : groups.make}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <TextField label={groups.name} value={name} onValue={setName} maxLength={100} autoComplete="off"
          member="name" error={name.trim() === "" ? texts.upkeep.missing : undefined} />
        <SelectField label={groups.parent} value={parent} choices={choices} onValue={setParent} />
      </Form>
    </Dialog>
  );
}

/** Where it may stand; and where it stands now, since it may stay there. */
function placesOf(group: GroupDialogProps["group"], all: readonly Leaf[], hasTop: boolean): readonly Choice[] {
  const open = openPlaces(all, group?.id);
  const now = group?.parent && !open.some(({ id }) => id === group.parent?.id) ? [group.parent] : [];
  const top = hasTop || group && !group.parent ? [{ value: "", text: texts.groups.top }] : [];
  return [...top, ...[...now, ...open].map(({ id: value, name: text }) => ({ value, text }))];
}

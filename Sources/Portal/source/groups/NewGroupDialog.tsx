import { useId, useState, type FormEvent } from "react";
import { MakeGroup } from "documents/groups/groups";
import { AllGroups } from "documents/pickers/pickers";
import { useMutation, useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField, type Choice } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";

export function NewGroupDialog({ onClose, onMade }: { readonly onClose: () => void; readonly onMade: (id: string) => void }) {
  const { groups } = texts;
  const form = useId();
  const [name, setName] = useState("");
  const [parent, setParent] = useState("");
  const [isChecked, setChecked] = useState(false);
  const parents = useParents(undefined);
  const { run, fault, isSending } = useMutation(MakeGroup);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (name.trim() === "") return;
    const data = await run({ input: { name: name.trim(), parentId: parent || null } });
    if (!data) return;
    toast("done", groups.made(data.createGroup.group.name));
    onMade(data.createGroup.group.id);
  };
  return (
    <Dialog title={groups.makeTitle} lead={groups.makeLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{groups.make}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {fault && fault.field !== "name" && <FaultNote fault={fault} />}
        <TextField label={groups.name} value={name} onValue={setName} maxLength={100} autoComplete="off"
          error={fault?.field === "name" ? fault.message : isChecked && name.trim() === "" ? texts.upkeep.missing : undefined} />
        <SelectField label={groups.parent} value={parent} choices={parents} onValue={setParent} />
      </form>
    </Dialog>
  );
}

/** Groups that another may stand in, without itself and those below it. */
export function useParents(id: string | undefined): readonly Choice[] {
  const all = useQuery(AllGroups, {}, { isStill: true }).data?.groups.nodes ?? [];
  const parentOf = new Map(all.map((group) => [group.id, group.parent?.id]));
  const isWithin = (group: string | undefined, depth = 0): boolean =>
    group !== undefined && depth < 12 && (group === id || isWithin(parentOf.get(group), depth + 1));
  const fitting = all.filter((group) => id === undefined || !isWithin(group.id));
  return [{ value: "", text: texts.groups.top }, ...fitting.map(({ id: value, name }) => ({ value, text: name }))];
}

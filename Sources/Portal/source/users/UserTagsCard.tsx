import { useState, type FormEvent } from "react";
import { FindTags } from "documents/pickers/pickers";
import { AddUserTag, ChangeUserTag, type UserRow, type UserTag } from "documents/users/users";
import { useMutation } from "../api/hooks";
import { request } from "../api/request";
import { Button, IconButton } from "../components/Button";
import { Card } from "../components/Card";
import { SelectField, TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import type { Option } from "../pickers/Combobox";
import { PickerField } from "../pickers/PickerField";
import { texts } from "../texts/texts";
import { tagTypes } from "./person";

interface UserTagsCardProps {
  readonly user: UserRow;
  readonly onChanged: () => Promise<void>;
}

/** The tags of a person: each with its alias and type, changed where it stands. */
export function UserTagsCard({ user, onChanged }: UserTagsCardProps) {
  const { users } = texts;
  const [open, setOpen] = useState<string>();
  const { run, fault } = useMutation(ChangeUserTag);
  const close = () => setOpen(undefined);
  const done = async () => {
    await onChanged();
    close();
  };
  const takeAway = async (tag: UserTag) => {
    if (await run({ input: { id: tag.id, userId: null } })) await onChanged();
  };
  return (
    <Card title={users.tags} aside={open !== "new" && <Button className="small" icon="plus" onClick={() => setOpen("new")}>{users.addTag}</Button>}>
      {fault && <FaultNote fault={fault} />}
      {user.tags.length === 0 && open !== "new" && <p className="lead">{users.noTags}</p>}
      <ul className="chosen">
        {user.tags.map((tag) => (
          <li key={tag.id}>
            {open === tag.id
              ? <TagForm tag={tag} userId={user.id} onDone={done} onCancel={close} />
              : (
                <>
                  <span className="place">
                    <code className="code">{tag.idTag}</code>{tag.isBlocked && <> <span className="label">{users.blocked}</span></>}
                    <span className="under">{[tag.alias, users.tagTypes[tag.type]].filter(Boolean).join(" · ")}</span>
                  </span>
                  <IconButton icon="edit" label={users.changeTag(tag.idTag)} onClick={() => setOpen(tag.id)} />
                  <IconButton icon="close" label={users.takeTag(tag.idTag)} onClick={() => void takeAway(tag)} />
                </>
              )}
          </li>
        ))}
        {open === "new" && <li><TagForm userId={user.id} onDone={done} onCancel={close} /></li>}
      </ul>
    </Card>
  );
}

interface TagFormProps {
  /** Undefined: a new one, or one that there is and that becomes the person's. */
  readonly tag?: UserTag;
  readonly userId: string;
  readonly onDone: () => Promise<void>;
  readonly onCancel: () => void;
}

function TagForm({ tag, userId, onDone, onCancel }: TagFormProps) {
  const { users } = texts;
  const [chosen, setChosen] = useState<Option>();
  const [alias, setAlias] = useState(tag?.alias ?? "");
  const [type, setType] = useState<UserTag["type"]>(tag?.type ?? "PRIVATE");
  const [isChecked, setChecked] = useState(false);
  const add = useMutation(AddUserTag);
  const change = useMutation(ChangeUserTag);
  const fault = add.fault ?? change.fault;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    // What was found has a detail; what was only typed has none.
    const known = tag?.id ?? (chosen?.detail !== undefined ? chosen.value : undefined);
    const values = { alias: alias.trim() || null, type, userId };
    if (known !== undefined) {
      if (await change.run({ input: { id: known, ...values } })) await onDone();
    } else if (chosen && await add.run({ input: { idTag: chosen.value, ...values } })) {
      await onDone();
    }
  };
  const idError = fault?.field === "idTag" ? fault.message : isChecked && !chosen ? texts.upkeep.missing : undefined;
  return (
    <form className="stack place" onSubmit={(event) => void submit(event)}>
      {fault && fault.field !== "idTag" && <FaultNote fault={fault} />}
      {tag ? <code className="code">{tag.idTag}</code>
        : <PickerField label={users.tag} hint={users.tagHint} text="" onChoose={setChosen} search={findTags} isFree error={idError} />}
      <div className="field-grid top">
        <TextField label={users.alias} isOptional maxLength={100} value={alias} onValue={setAlias} />
        <SelectField label={users.tagType} value={type} choices={tagTypes.map((value) => ({ value, text: users.tagTypes[value] }))}
          onValue={(value) => setType(tagTypes.find((each) => each === value) ?? type)} />
      </div>
      <div className="answer-actions">
        <Button type="submit" kind="primary" className="small" disabled={add.isSending || change.isSending}>{texts.save}</Button>
        <Button className="small" onClick={onCancel}>{texts.cancel}</Button>
      </div>
    </form>
  );
}

/** Tags that there are, by their global ids; those of others say whose they are. */
async function findTags(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { tags } = await request(FindTags, { text: text || null, first: 20 }, signal);
  return tags.nodes.map(({ id, idTag, alias, user }) => ({
    value: id, text: idTag, detail: [[user?.firstName, user?.lastName].filter(Boolean).join(" "), alias].filter(Boolean).join(" · "),
  }));
}

import { useRef, useState, type FormEvent } from "react";
import { ChangeTag, MakeTag, type TagRow } from "documents/tags/tags";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { CheckField, SelectField, TextAreaField, TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { useUnsent } from "../components/useUnsent";
import { localInput } from "../format/time";
import type { Option } from "../pickers/Combobox";
import { PickerField, StationField } from "../pickers/PickerField";
import { holdBack } from "../router/address";
import { texts } from "../texts/texts";
import { fullName, tagTypes } from "../users/person";
import { findPeople } from "./PersonFilter";
import { TapCard } from "./TapCard";

const plain = ["idTag", "alias", "parentIdTag", "note"] as const;
const media: readonly TagRow["medium"][] = ["CARD", "VIRTUAL"];

interface Draft {
  readonly idTag: string;
  readonly alias: string;
  readonly parentIdTag: string;
  readonly note: string;
  readonly type: TagRow["type"];
  readonly medium: TagRow["medium"];
  readonly expiresAt: string;
  readonly isBlocked: boolean;
  readonly allowConcurrent: boolean;
  readonly user: { readonly id: string; readonly text: string } | undefined;
  readonly isRestricted: boolean;
  readonly stations: readonly { readonly id: string; readonly chargePointId: string }[];
}

export function draftOf(tag: TagRow | undefined, idTag: string): Draft {
  return {
    idTag: tag?.idTag ?? idTag, alias: tag?.alias ?? "", parentIdTag: tag?.parentIdTag ?? "", note: tag?.note ?? "", type: tag?.type ?? "OTHER",
    medium: tag?.medium ?? "CARD", expiresAt: tag?.expiresAt ? localInput(new Date(tag.expiresAt)) : "", isBlocked: tag?.isBlocked ?? false,
    allowConcurrent: tag?.allowsConcurrent ?? false, user: tag?.user ? { id: tag.user.id, text: fullName(tag.user) } : undefined,
    isRestricted: tag?.isRestrictedToStations ?? false, stations: tag?.stations ?? [],
  };
}

interface TagFormProps {
  /** Undefined: a new one. */
  readonly tag?: TagRow;
  readonly start: Draft;
  readonly onSaved: (tag: TagRow) => void;
}

export function TagForm({ tag, start, onSaved }: TagFormProps) {
  const { tags } = texts;
  const [draft, setDraft] = useState(start);
  const [isChecked, setChecked] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const make = useMutation(MakeTag);
  const change = useMutation(ChangeTag);
  const fault = make.fault ?? change.fault;
  const isSending = make.isSending || change.isSending;
  const question = useUnsent(draft !== start && !isSending);
  const isLocked = tag !== undefined && !session.may("CHANGE_TAG");
  const set = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const missesStations = draft.isRestricted && draft.stations.length === 0;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (draft.idTag.trim() === "" || missesStations) return;
    const input = inputOf(draft);
    const saved = tag ? (await change.run({ input: { id: tag.id, ...input } }))?.updateTag.tag : (await make.run({ input }))?.createTag.tag;
    if (!saved) return;
    holdBack(undefined);
    onSaved(saved);
  };
  const field = (name: (typeof plain)[number], label: string) => ({
    label, value: draft[name], onValue: (value: string) => set({ [name]: value }), disabled: isLocked, autoComplete: "off",
    error: fault?.field === name ? fault.message : name === "idTag" && isChecked && draft.idTag.trim() === "" ? texts.upkeep.missing : undefined,
  });
  return (
    <Card title={tags.tag}>
      <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {fault && !plain.some((name) => name === fault.field) && <FaultNote fault={fault} />}
        <div className="field-grid top">
          <SelectField label={tags.medium} value={draft.medium} disabled={isLocked} choices={media.map((value) => ({ value, text: tags.media[value] }))}
            onValue={(value) => set({ medium: media.find((each) => each === value) ?? draft.medium })} />
          <div ref={place}>
            <TextField {...field("idTag", tags.tag)} maxLength={20} hint={tags.tagHint} spellCheck={false} />
            {draft.medium === "VIRTUAL" && !isLocked && (
              <Button className="small" icon="refresh" onClick={() => set({ idTag: randomTag() })}>{tags.makeRandom}</Button>
            )}
            {draft.medium === "CARD" && !tag && (
              <TapCard onAdopt={(idTag) => {
                set({ idTag });
                place.current?.querySelector("input")?.focus();
              }} />
            )}
          </div>
          <TextField {...field("alias", tags.alias)} maxLength={100} isOptional />
          <SelectField label={tags.type} value={draft.type} disabled={isLocked} choices={tagTypes.map((value) => ({ value, text: texts.users.tagTypes[value] }))}
            onValue={(value) => set({ type: tagTypes.find((each) => each === value) ?? draft.type })} />
          {session.may("MANAGE_USERS") && (
            <PickerField label={tags.person} isOptional text={draft.user?.text ?? ""} search={findPeople}
              onChoose={(option) => set({ user: option && { id: option.value, text: option.text } })} />
          )}
          <TextField label={tags.expires} isOptional type="datetime-local" hint={tags.expiresHint} value={draft.expiresAt} disabled={isLocked}
            onValue={(expiresAt) => set({ expiresAt })} error={fault?.field === "expiresAt" ? fault.message : undefined} />
          <TextField {...field("parentIdTag", tags.parent)} maxLength={20} isOptional hint={tags.parentHint} />
        </div>
        <TextAreaField {...field("note", tags.note)} maxLength={500} isOptional rows={2} />
        <CheckField label={tags.mayBeMany} hint={tags.mayBeManyHint} isChecked={draft.allowConcurrent} isDisabled={isLocked}
          onChange={(allowConcurrent) => set({ allowConcurrent })} />
        <CheckField label={tags.isBlocked} hint={tags.isBlockedHint} isChecked={draft.isBlocked} isDisabled={isLocked} onChange={(isBlocked) => set({ isBlocked })} />
        <CheckField label={tags.onlySome} hint={tags.onlySomeHint} isChecked={draft.isRestricted} isDisabled={isLocked}
          onChange={(isRestricted) => set({ isRestricted })} />
        {draft.isRestricted && (
          <Stations draft={draft} set={set} isLocked={isLocked} error={isChecked && missesStations ? tags.stationNeeded : undefined} />
        )}
        {!isLocked && (
          <div className="answer-actions">
            <Button type="submit" kind="primary" disabled={isSending}>{tag ? texts.save : tags.add}</Button>
            {draft !== start && <Button onClick={() => setDraft(start)}>{texts.cancel}</Button>}
          </div>
        )}
      </form>
      {question}
    </Card>
  );
}

function Stations({ draft, set, isLocked, error }: {
  readonly draft: Draft;
  readonly set: (part: Partial<Draft>) => void;
  readonly isLocked: boolean;
  readonly error: string | undefined;
}) {
  const { tags } = texts;
  const add = (option: Option | undefined) => {
    if (!option || draft.stations.some(({ id }) => id === option.value)) return;
    set({ stations: [...draft.stations, { id: option.value, chargePointId: option.text }] });
  };
  return (
    <div className="stack">
      <ul className="chosen" aria-label={tags.stations}>
        {draft.stations.map(({ id, chargePointId }) => (
          <li key={id}>
            <span className="place"><code className="code">{chargePointId}</code></span>
            {!isLocked && (
              <Button className="small" icon="close" aria-label={tags.takeStation(chargePointId)}
                onClick={() => set({ stations: draft.stations.filter((each) => each.id !== id) })}>{texts.users.remove}</Button>
            )}
          </li>
        ))}
      </ul>
      {/* Anew after each choice, so that the next one begins empty. */}
      {!isLocked && <StationField key={draft.stations.length} label={tags.addStation} text="" onChoose={add} error={error} />}
    </div>
  );
}

function inputOf(draft: Draft) {
  return {
    idTag: draft.idTag.trim(), alias: draft.alias.trim() || null, parentIdTag: draft.parentIdTag.trim() || null, note: draft.note.trim() || null,
    type: draft.type, medium: draft.medium, expiresAt: draft.expiresAt ? new Date(draft.expiresAt).toISOString() : null,
    isBlocked: draft.isBlocked, allowConcurrent: draft.allowConcurrent,
    ...(session.may("MANAGE_USERS") && { userId: draft.user?.id ?? null }),
    stationIds: draft.isRestricted ? draft.stations.map(({ id }) => id) : [],
  };
}

/** As long as the tag may be, and not to be guessed. */
function randomTag(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  return `V-${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").toUpperCase()}`;
}

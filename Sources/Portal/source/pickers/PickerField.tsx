import { useState } from "react";
import { FindTags } from "documents/pickers/pickers";
import { request } from "../api/request";
import { Field } from "../components/Field";
import { texts } from "../texts/texts";
import { Combobox, type Option } from "./Combobox";
import { findOwnStations } from "./StationFilter";

interface PickerFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  readonly member?: string;
  /** What is chosen, in words. */
  readonly text: string;
  readonly onChoose: (option: Option | undefined) => void;
}

/** A field for one station, one's own where nothing else is asked for; `onChoose` hears its global id, or undefined once something else is typed. */
export function StationField({ search = findOwnStations, ...frame }: PickerFieldProps & Partial<Pick<SearchedProps, "search">>) {
  return <PickerField {...frame} search={search} placeholder={texts.stations.find} />;
}

/** A field for a tag; `onChoose` hears its idTag as the value. What is typed counts too: a tag need not be known. */
export function TagField({ text, onChoose, ...frame }: PickerFieldProps) {
  return <PickerField {...frame} text={text} onChoose={onChoose} search={findTags} isFree />;
}

type SearchedProps = PickerFieldProps & {
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Option[]>;
  readonly placeholder?: string;
  /** What is typed is a value itself. */
  readonly isFree?: boolean;
};

export function PickerField({ label, hint, error, isOptional, member, text, onChoose, search, placeholder, isFree = false }: SearchedProps) {
  const [typed, setTyped] = useState(text);
  return (
    <Field label={label} hint={hint} error={error} member={member} isOptional={isOptional ?? false}>
      {(describing) => (
        <Combobox
          id={describing.id} label={label} describedBy={describing["aria-describedby"]} isInvalid={describing["aria-invalid"]}
          text={typed} search={search} {...(placeholder && { placeholder })}
          onText={(next) => {
            setTyped(next);
            onChoose(isFree && next.trim() !== "" ? { value: next.trim(), text: next } : undefined);
          }}
          onChoose={(option) => {
            setTyped(option.text);
            onChoose(option);
          }}
        />
      )}
    </Field>
  );
}

export async function findTags(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { tags } = await request(FindTags, { text: text || null, first: 20 }, signal);
  return tags.nodes.map(({ idTag, alias, note, user }) => ({
    value: idTag, text: idTag,
    detail: [[user?.firstName, user?.lastName].filter(Boolean).join(" "), alias, note].filter(Boolean).join(" · "),
  }));
}

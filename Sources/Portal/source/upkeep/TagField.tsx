import { FindTags } from "documents/pickers/pickers";
import { request } from "../api/request";
import { Field } from "../components/Field";
import { Combobox, type Option } from "../pickers/Combobox";
import { texts } from "../texts/texts";

/** A tag: one that is known, found by what is typed, or any other as it is typed. */
export function TagField({ tag, onTag, error, hint }: {
  readonly tag: string;
  readonly onTag: (tag: string) => void;
  readonly error?: string | undefined;
  readonly hint?: string;
}) {
  return (
    <Field label={texts.sessions.tag} error={error} hint={hint}>
      {(describing) => (
        <Combobox
          id={describing.id} label={texts.sessions.tag} text={tag} onText={onTag} onChoose={({ value }) => onTag(value)}
          search={findTags} describedBy={describing["aria-describedby"]} isInvalid={describing["aria-invalid"]}
        />
      )}
    </Field>
  );
}

async function findTags(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { tags } = await request(FindTags, { text: text || null, first: 20 }, signal);
  return tags.nodes.map(({ idTag, alias, user, isBlocked }) => ({
    value: idTag, text: idTag,
    detail: [
      alias, [user?.firstName, user?.lastName].filter(Boolean).join(" "), isBlocked ? texts.authorization.BLOCKED : "",
    ].filter(Boolean).join(" · "),
  }));
}

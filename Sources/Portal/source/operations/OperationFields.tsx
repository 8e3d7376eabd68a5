import { useState } from "react";
import type { ConnectorState } from "documents/stations/stations";
import { FirmwareToSend } from "documents/operations/firmware";
import { SessionsToStop } from "documents/operations/sessionsToStop";
import { useQuery } from "../api/hooks";
import { SelectField, TextAreaField, TextField } from "../components/Field";
import { TagField } from "../pickers/PickerField";
import { texts } from "../texts/texts";
import { isAsked, type FieldSpec, type Problem, type Typed } from "./fields";

interface FieldsProps {
  readonly fields: readonly FieldSpec[];
  readonly typed: Typed;
  readonly problems: readonly Problem[];
  /** The server's word on one field. */
  readonly refusal: { readonly field: string; readonly message: string } | undefined;
  /** Of the one station that is asked; undefined with several. */
  readonly connectors: readonly ConnectorState[] | undefined;
  readonly stationIds: readonly string[];
  readonly onTyped: (name: FieldSpec["name"], value: string) => void;
}

/** The form of one kind, as its table says; what is seldom needed stands behind “More”. */
export function OperationFields({ fields, ...rest }: FieldsProps) {
  const asked = fields.filter((field) => isAsked(field, rest.typed));
  const seldom = asked.filter(({ isSeldom }) => isSeldom);
  const [isMore, setMore] = useState(() => seldom.some(({ name, standard }) => (rest.typed[name] ?? "") !== (standard ?? "")));
  return (
    <>
      {asked.filter(({ isSeldom }) => !isSeldom).map((field) => <OneField key={field.name} field={field} {...rest} />)}
      {seldom.length > 0 && !isMore && (
        <button type="button" className="link" onClick={() => setMore(true)}>{texts.operations.more}</button>
      )}
      {isMore && seldom.map((field) => <OneField key={field.name} field={field} {...rest} />)}
    </>
  );
}

type OneFieldProps = Omit<FieldsProps, "fields"> & { readonly field: FieldSpec };

function OneField(props: OneFieldProps) {
  const { field: { name, type, choices, isRequired }, typed, problems, refusal, onTyped } = props;
  const { fields, hints, choices: words, problems: says } = texts.operations;
  const problem = problems.find((each) => each.field === name);
  const hint = name in hints ? hints[name as keyof typeof hints] : undefined;
  const frame = {
    label: fields[name], ...(hint !== undefined && { hint }), isOptional: !isRequired,
    error: problem ? says[problem.kind] : refusal?.field === name ? refusal.message : undefined,
    value: typed[name] ?? "", onValue: (value: string) => onTyped(name, value),
  };
  switch (type) {
    case "choice": {
      const none = isRequired ? [] : [{ value: "", text: texts.operations.any }];
      return <SelectField {...frame} choices={[...none, ...(choices ?? []).map((value) => ({ value, text: words[value] }))]} />;
    }
    case "connector": return <ConnectorField {...props} frame={frame} />;
    case "tag": return <TagField {...frame} text={typed[name] ?? ""} onChoose={(option) => onTyped(name, option?.value ?? "")} />;
    case "session": return <SessionField frame={frame} stationIds={props.stationIds} />;
    case "image": return <ImageField frame={frame} />;
    case "moment": return <TextField {...frame} type="datetime-local" />;
    case "long": case "periods": return <TextAreaField {...frame} spellCheck={false} />;
    case "number": return <TextField {...frame} inputMode="decimal" />;
    default: return <TextField {...frame} spellCheck={false} autoCapitalize="off" />;
  }
}

interface Frame {
  readonly label: string;
  readonly hint?: string;
  readonly isOptional: boolean;
  readonly error: string | undefined;
  readonly value: string;
  readonly onValue: (value: string) => void;
}

function ConnectorField({ field: { hasWhole, isRequired }, connectors, frame }: OneFieldProps & { readonly frame: Frame }) {
  const { operations, status } = texts;
  if (!connectors || connectors.length === 0) return <TextField {...frame} inputMode="numeric" />;
  const choices = [
    ...(isRequired ? [] : [{ value: "", text: operations.anyConnector }]),
    ...(isRequired && !hasWhole && frame.value === "" ? [{ value: "", text: operations.choose }] : []),
    ...(hasWhole ? [{ value: "0", text: operations.wholeStation }] : []),
    ...connectors.map((each) => ({ value: String(each.number), text: operations.connectorState(each.number, status[each.status]) })),
  ];
  return <SelectField {...frame} choices={choices} />;
}

function SessionField({ frame, stationIds }: { readonly frame: Frame; readonly stationIds: readonly string[] }) {
  const { data } = useQuery(SessionsToStop, { stationIds });
  const running = data?.sessions.nodes ?? [];
  return (
    <SelectField {...frame} choices={[
      { value: "", text: texts.operations.allSessions(running.length) },
      ...running.map(({ id, transactionId, idTag, connector, station }) => ({
        value: id, text: `${station.chargePointId} · ${connector.number}: ${transactionId}, ${idTag}`,
      })),
    ]} />
  );
}

function ImageField({ frame }: { readonly frame: Frame }) {
  const { data } = useQuery(FirmwareToSend, {}, { isStill: true });
  return (
    <SelectField {...frame} choices={[
      { value: "", text: texts.operations.choose },
      ...(data?.firmwareImages.nodes ?? []).map(({ id, vendor, model, version, fileName }) => ({
        value: id, text: `${vendor} ${model} ${version} · ${fileName}`,
      })),
    ]} />
  );
}

import { useId, useState } from "react";
import { CreateQuirkProfile, UpdateQuirkProfile, type QuirkProfileRow } from "documents/quirks/quirks";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { CheckField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { offsetOf, offsetText } from "./offset";

interface QuirkDialogProps {
  /** Undefined: a new one. */
  readonly profile: QuirkProfileRow | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface Typed {
  readonly name: string;
  readonly vendor: string;
  readonly model: string;
  readonly firmwareVersion: string;
  readonly reversesIdTag: boolean;
  readonly idTagSuffixSeparator: string;
  readonly reportsSessionEnergy: boolean;
  readonly knowsOnlyStackLevelZero: boolean;
  readonly offset: string;
  readonly isOn: boolean;
}

function typedOf(profile: QuirkProfileRow | undefined): Typed {
  const minutes = profile?.utcOffsetMinutes ?? null;
  return {
    name: profile?.name ?? "", vendor: profile?.vendor ?? "*", model: profile?.model ?? "*", firmwareVersion: profile?.firmwareVersion ?? "*",
    reversesIdTag: profile?.reversesIdTag ?? false, idTagSuffixSeparator: profile?.idTagSuffixSeparator ?? "",
    reportsSessionEnergy: profile?.reportsSessionEnergy ?? false, knowsOnlyStackLevelZero: profile?.knowsOnlyStackLevelZero ?? false,
    offset: minutes === null ? "" : offsetText(minutes), isOn: profile?.isOn ?? false,
  };
}

function inputOf({ offset, idTagSuffixSeparator, ...rest }: Typed) {
  return { ...rest, idTagSuffixSeparator: idTagSuffixSeparator === "" ? null : idTagSuffixSeparator, utcOffsetMinutes: offsetOf(offset) ?? null };
}

/** Whose chargers it is about, and what is set right for them. */
export function QuirkDialog({ profile, onClose, onDone }: QuirkDialogProps) {
  const { quirks } = texts;
  const form = useId();
  const [typed, setTyped] = useState(() => typedOf(profile));
  const create = useMutation(CreateQuirkProfile);
  const update = useMutation(UpdateQuirkProfile);
  const fault = create.fault ?? update.fault;
  const isBad = { name: typed.name.trim() === "", offset: offsetOf(typed.offset) === undefined };
  const submit = async () => {
    const input = inputOf(typed);
    const data = profile ? await update.run({ input: { ...input, id: profile.id } }) : await create.run({ input });
    if (!data) return;
    toast("done", quirks.kept(typed.name));
    onDone();
    onClose();
  };
  return (
    <Dialog title={profile ? quirks.editTitle(profile.name) : quirks.make} lead={quirks.formLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={create.isSending || update.isSending}>{texts.save}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <Whose typed={typed} onTyped={setTyped} nameError={isBad.name ? texts.upkeep.missing : undefined} />
        <What typed={typed} onTyped={setTyped} offsetError={isBad.offset ? quirks.offsetError : undefined} />
        <CheckField label={quirks.on} hint={quirks.onHint} isChecked={typed.isOn} onChange={(isOn) => setTyped({ ...typed, isOn })} />
      </Form>
    </Dialog>
  );
}

interface PartProps {
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
}

function Whose({ typed, onTyped, nameError }: PartProps & { nameError: string | undefined }) {
  const { quirks, firmware } = texts;
  const set = (name: keyof Typed) => (value: string) => onTyped({ ...typed, [name]: value });
  return (
    <>
      <TextField label={quirks.name} value={typed.name} maxLength={100} onValue={set("name")} member="name" error={nameError} />
      <fieldset className="field-group">
        <legend>{quirks.whose}</legend>
        <TextField label={firmware.vendor} value={typed.vendor} onValue={set("vendor")} spellCheck={false} />
        <TextField label={firmware.model} value={typed.model} onValue={set("model")} spellCheck={false} />
        <TextField label={quirks.firmware} value={typed.firmwareVersion} onValue={set("firmwareVersion")} spellCheck={false} />
      </fieldset>
    </>
  );
}

function What({ typed, onTyped, offsetError }: PartProps & { offsetError: string | undefined }) {
  const { quirks } = texts;
  const { rules, hints } = quirks;
  const check = (name: "reversesIdTag" | "reportsSessionEnergy" | "knowsOnlyStackLevelZero") => (
    <CheckField label={rules[name]} hint={hints[name]} isChecked={typed[name]} onChange={(isChecked) => onTyped({ ...typed, [name]: isChecked })} />
  );
  return (
    <fieldset className="field-group single">
      <legend>{quirks.does}</legend>
      {check("reversesIdTag")}
      {check("reportsSessionEnergy")}
      {check("knowsOnlyStackLevelZero")}
      <TextField label={quirks.separator} hint={hints.suffix} isOptional value={typed.idTagSuffixSeparator} maxLength={20} spellCheck={false}
        onValue={(idTagSuffixSeparator) => onTyped({ ...typed, idTagSuffixSeparator })} />
      <TextField label={quirks.offset} hint={hints.offset} isOptional value={typed.offset} member="utcOffsetMinutes" error={offsetError}
        onValue={(offset) => onTyped({ ...typed, offset })} />
    </fieldset>
  );
}

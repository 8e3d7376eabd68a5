import { useId, useState } from "react";
import { ShareStation, UpdateShare, type ShareRow } from "documents/stations/sharing";
import type { StationDetail } from "documents/stations/station";
import type { ShareLevel } from "documents/schema";
import type { Fault } from "../api/fault";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { localInput } from "../format/time";
import { visible } from "../format/visible";
import { texts } from "../texts/texts";

const levels: readonly ShareLevel[] = ["VIEW", "CHARGE", "OPERATE"];

interface Wanted {
  readonly isPerson: boolean;
  readonly name: string;
  readonly level: ShareLevel;
  readonly end: string;
}

const isOver = ({ end }: Wanted) => end !== "" && new Date(end).getTime() <= Date.now();

interface ShareDialogProps {
  readonly station: StationDetail;
  /** Undefined: a new one. */
  readonly share?: ShareRow;
  readonly onClose: () => void;
  readonly onDone: (name: string) => void;
}

/** Lends a station to an organization or to one person, or changes what those may do to whom it is lent. */
export function ShareDialog({ station: { id: stationId, chargePointId }, share, onClose, onDone }: ShareDialogProps) {
  const { sharing } = texts;
  const form = useId();
  const [wanted, setWanted] = useState<Wanted>({
    isPerson: false, name: share ? share.userEmail ?? share.organizationName : "", level: share?.level ?? "VIEW",
    end: share?.endsAt ? localInput(new Date(share.endsAt)) : "",
  });
  const lend = useMutation(ShareStation);
  const update = useMutation(UpdateShare);
  const fault = lend.fault ?? update.fault;
  const isOfName = fault && !share && (fault.field === "organization" || fault.field === "userEmail" || fault.code === "CONFLICT");
  const refusal = isOfName ? wordsOf(fault) : undefined;
  const name = wanted.name.trim();
  const submit = async () => {
    const given = { level: wanted.level, endsAt: wanted.end === "" ? null : new Date(wanted.end).toISOString() };
    const data = share ? await update.run({ input: { id: share.id, ...given } })
      : await lend.run({ input: { stationId, ...(wanted.isPerson ? { userEmail: name } : { organization: name }), ...given } });
    if (data) onDone(visible(name));
  };
  return (
    <Dialog title={share ? sharing.edit(visible(name)) : sharing.lendTitle(chargePointId)} lead={share ? undefined : sharing.lead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={lend.isSending || update.isSending}>{share ? texts.save : sharing.lend}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <Fields wanted={wanted} onWanted={setWanted} isNew={!share} refusal={refusal} />
      </Form>
    </Dialog>
  );
}

/** Our words where the code says enough: nobody is called so, or it is lent to them already. */
function wordsOf(fault: Fault): string {
  const { sharing } = texts;
  return fault.code === "NOT_FOUND" ? sharing.nobody : fault.code === "CONFLICT" ? sharing.already : fault.message;
}

function Fields({ wanted, onWanted, isNew, refusal }: {
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted) => void;
  readonly isNew: boolean;
  /** Nobody of that name, or none that it may be lent to. */
  readonly refusal: string | undefined;
}) {
  const { sharing } = texts;
  const { isPerson, name, level, end } = wanted;
  return (
    <>
      {isNew && (
        <>
          <SelectField label={sharing.whom} value={isPerson ? "person" : "organization"} onValue={(value) => onWanted({ ...wanted, isPerson: value === "person" })}
            choices={[{ value: "organization", text: sharing.organization }, { value: "person", text: sharing.person }]} />
          <TextField type={isPerson ? "email" : "text"} label={isPerson ? sharing.email : sharing.name} hint={sharing.nameHint} value={name}
            maxLength={isPerson ? 254 : 200} refusal={refusal} error={name.trim() === "" ? texts.upkeep.missing : undefined} spellCheck={false} autoCapitalize="off" autoComplete="off"
            onValue={(next) => onWanted({ ...wanted, name: next })} />
        </>
      )}
      <SelectField label={sharing.level} hint={sharing.levelHints[level]} value={level} choices={levels.map((value) => ({ value, text: sharing.levels[value] }))}
        onValue={(value) => onWanted({ ...wanted, level: levels.find((each) => each === value) ?? level })} />
      <TextField type="datetime-local" label={sharing.until} isOptional hint={sharing.untilHint} value={end} member="endsAt" error={isOver(wanted) ? sharing.past : undefined}
        onValue={(next) => onWanted({ ...wanted, end: next })} />
    </>
  );
}

import { useId, useState, type FormEvent } from "react";
import { RemoveStation } from "documents/stations/remove";
import type { StationDetail } from "documents/stations/station";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { navigate } from "../router/address";
import { texts } from "../texts/texts";

/** Ends that a station is in the organization, once its id was typed. */
export function RemoveStationDialog({ station: { id, chargePointId }, onClose }: {
  readonly station: StationDetail;
  readonly onClose: () => void;
}) {
  const { assignment } = texts;
  const form = useId();
  const [typed, setTyped] = useState("");
  const [isChecked, setChecked] = useState(false);
  const { run, isSending, fault } = useMutation(RemoveStation);
  const isSame = typed.trim() === chargePointId;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!isSame || !await run({ input: { id } })) return;
    toast("done", assignment.removed(chargePointId));
    navigate("/stations");
  };
  return (
    <Dialog title={assignment.removeTitle(chargePointId)} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="danger" disabled={isSending}>{assignment.remove}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {assignment.removeBody.map((sentence) => <p key={sentence}>{sentence}</p>)}
        <TextField label={assignment.type(chargePointId)} value={typed} onValue={setTyped} spellCheck={false} autoCapitalize="off" autoComplete="off"
          error={isChecked && !isSame ? assignment.notTheSame : undefined} />
        {fault && <FaultNote fault={fault} />}
      </form>
    </Dialog>
  );
}

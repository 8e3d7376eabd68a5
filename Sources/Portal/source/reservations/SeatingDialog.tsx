import { useId, useState, type FormEvent } from "react";
import { ChangeSeating, type QueueStation } from "documents/reservations/queue";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { CheckField, TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { texts } from "../texts/texts";

/** Whether drivers may wait at a station, and how long a connector is held for the next one. */
export function SeatingDialog({ station, onClose }: { readonly station: QueueStation; readonly onClose: () => void }) {
  const { queue: words } = texts;
  const form = useId();
  const [isOn, setOn] = useState(station.secondSeating);
  const [minutes, setMinutes] = useState(String(station.seatHoldMinutes));
  const { run, isSending, fault } = useMutation(ChangeSeating);
  const hold = Number(minutes);
  const isWrong = !Number.isInteger(hold) || hold < 1 || hold > 120;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (isWrong) return;
    if (await run({ input: { id: station.id, secondSeating: isOn, seatHoldMinutes: hold } })) onClose();
  };
  return (
    <Dialog title={words.settingsOf(station.chargePointId)} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{texts.save}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <CheckField label={words.mayQueue} hint={words.mayQueueHint} isChecked={isOn} onChange={setOn} />
        <TextField type="number" min={1} max={120} label={words.minutes} hint={words.minutesHint} value={minutes} onValue={setMinutes}
          error={isWrong ? words.minutesWrong : undefined} />
        {fault && <FaultNote fault={fault} />}
      </form>
    </Dialog>
  );
}

import { useId, useState, type FormEvent } from "react";
import { JoinQueue, type QueueStation } from "documents/reservations/queue";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { TagField } from "../pickers/PickerField";
import { mayAt } from "../stations/borrowed";
import { texts } from "../texts/texts";

const idSeparator = /[.\s]/;
const fields = ["connector", "idTag"];

interface JoinDialogProps {
  readonly station: QueueStation;
  /** What the form begins with; 0 is whichever connector is free. */
  readonly connector?: number;
  readonly tag?: string;
  readonly onClose: () => void;
}

/** For which connector and with which tag somebody waits; whoever may operate the station chooses tags of others, too. */
export function JoinDialog({ station, connector: wanted = 0, tag: known = "", onClose }: JoinDialogProps) {
  const { queue: words, reservations, sessions, status } = texts;
  const form = useId();
  const [connector, setConnector] = useState(wanted === 0 ? "" : String(wanted));
  const [tag, setTag] = useState(known);
  const { run, isSending, fault } = useMutation(JoinQueue);
  const field = fault?.field?.split(idSeparator).pop() ?? "";
  const errorOf = (name: string) => (field === name ? fault?.message : undefined);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = { stationId: station.id, connector: connector === "" ? null : Number(connector), idTag: tag.trim() === "" ? null : tag.trim() };
    if (!await run({ input })) return;
    toast("done", words.entered(station.chargePointId));
    onClose();
  };
  return (
    <Dialog title={words.joinAt(station.chargePointId)} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{words.join}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <SelectField label={reservations.connector} value={connector} onValue={setConnector} error={errorOf("connector")} choices={[
          { value: "", text: reservations.whicheverIsFree },
          ...station.connectors.map((each) => ({ value: String(each.number), text: `${each.number} · ${status[each.status]}` })),
        ]} />
        <TagField label={sessions.tag} text={tag} isOptional error={errorOf("idTag")}
          hint={mayAt(station, "OPERATE_STATION") ? words.anyTagHint : words.ownTagHint}
          onChoose={(option) => setTag(option?.value ?? "")} />
        {fault && !fields.includes(field) && <FaultNote fault={fault} />}
      </form>
    </Dialog>
  );
}

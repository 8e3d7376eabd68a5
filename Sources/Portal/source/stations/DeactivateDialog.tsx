import { useState } from "react";
import { DeactivateStations, type StationRow } from "documents/stations/stations";
import { useMutation } from "../api/hooks";
import { inParts } from "../api/inParts";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";

interface DeactivateDialogProps {
  readonly stations: readonly Pick<StationRow, "id" | "chargePointId">[];
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Closes stations for charging, with a reason for those who wonder. */
export function DeactivateDialog({ stations, onClose, onDone }: DeactivateDialogProps) {
  const [reason, setReason] = useState("");
  const { run, isSending, fault } = useMutation(DeactivateStations);
  const first = stations[0]?.chargePointId ?? "";
  const send = async () => {
    const ids = stations.map(({ id }) => id);
    if (!await inParts(ids, (part) => run({ input: { ids: part, reason: reason.trim() || null } }))) return;
    toast("done", texts.stations.deactivated(stations.length, first));
    onDone?.();
    onClose();
  };
  return (
    <Dialog
      title={texts.stations.deactivateTitle(stations.length, first)} onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button kind="danger" disabled={isSending} onClick={() => void send()}>{texts.stations.deactivate}</Button>
        </>
      }
    >
      <p>{texts.stations.deactivateBody}</p>
      <TextField label={texts.stations.reason} isOptional value={reason} maxLength={200} onValue={setReason} />
      {fault && <FaultNote fault={fault} />}
    </Dialog>
  );
}

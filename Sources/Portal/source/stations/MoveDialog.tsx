import { useId, useState, type FormEvent } from "react";
import { MoveStations, type StationRow } from "documents/stations/stations";
import { useMutation } from "../api/hooks";
import { inParts } from "../api/inParts";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { CheckField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import type { Option } from "../pickers/Combobox";
import { findGroups } from "../pickers/findGroups";
import { PickerField } from "../pickers/PickerField";
import { texts } from "../texts/texts";

interface MoveDialogProps {
  readonly stations: readonly Pick<StationRow, "id" | "chargePointId">[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Puts stations into a group: out of those they are in, or besides. */
export function MoveDialog({ stations, onClose, onDone }: MoveDialogProps) {
  const { groups } = texts;
  const form = useId();
  const [group, setGroup] = useState<Option>();
  const [keepsOthers, setKeepsOthers] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const { run, isSending, fault } = useMutation(MoveStations);
  const first = stations[0]?.chargePointId ?? "";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (!group || !await inParts(stations.map(({ id }) => id), (ids) => run({ input: { ids, groupId: group.value, keepsOthers } }))) return;
    toast("done", groups.stationsMoved(stations.length, first, group.text));
    onDone();
    onClose();
  };
  const error = fault?.field === "groupId" ? fault.message : isChecked && !group ? texts.upkeep.missing : undefined;
  return (
    <Dialog
      title={groups.moveTitle(stations.length, first)} onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button type="submit" form={form} kind="primary" disabled={isSending}>{groups.move}</Button>
        </>
      }
    >
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        <PickerField label={texts.stations.group} error={error} text="" search={findGroups} onChoose={setGroup} />
        <CheckField label={groups.keepsOthers} hint={groups.keepsOthersHint} isChecked={keepsOthers} onChange={setKeepsOthers} />
        {fault && fault.field !== "groupId" && <FaultNote fault={fault} />}
      </form>
    </Dialog>
  );
}

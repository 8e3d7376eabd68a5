import { useState } from "react";
import { AllGroups } from "documents/pickers/pickers";
import { AssignTariff, type TariffDetail } from "documents/tariffs/tariffs";
import { useMutation, useQuery } from "../api/hooks";
import { Button, IconButton } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { StationField } from "../pickers/PickerField";
import { texts } from "../texts/texts";
import { MomentField } from "./MomentField";

type Kind = "organization" | "group" | "station";

interface Chosen {
  readonly kind: Kind;
  readonly id: string;
  readonly text: string;
}

const kinds: readonly Kind[] = ["station", "group", "organization"];

/** Puts a tariff in force at some places, from now on or from later. */
export function AssignDialog({ tariff, onClose, onDone }: {
  readonly tariff: TariffDetail;
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { tariffs } = texts;
  const [kind, setKind] = useState<Kind>("station");
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [from, setFrom] = useState<string>();
  const [isChecked, setChecked] = useState(false);
  const { run, fault, isSending } = useMutation(AssignTariff);
  const add = (next: Chosen) => setChosen((before) => [...before.filter(({ id }) => id !== next.id), next]);
  const idsOf = (wanted: Kind) => chosen.filter((each) => each.kind === wanted).map(({ id }) => id);
  const send = async () => {
    setChecked(true);
    const isAll = kind === "organization";
    if (!isAll && chosen.length === 0) return;
    const data = await run({ input: {
      tariffId: tariff.id, organization: isAll, stationIds: isAll ? [] : idsOf("station"), groupIds: isAll ? [] : idsOf("group"),
      ...(from && { validFrom: new Date(from).toISOString() }),
    } });
    if (data) onDone();
  };
  return (
    <Dialog title={tariffs.assignTitle(tariff.name)} lead={tariffs.assignLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button kind="primary" disabled={isSending} onClick={() => void send()}>{tariffs.assignAction}</Button>
      </>
    }>
      {fault && <FaultNote fault={fault} />}
      <SelectField label={tariffs.where} value={kind} choices={kinds.map((value) => ({ value, text: tariffs.kinds[value] }))}
        onValue={(value) => setKind(kinds.find((each) => each === value) ?? "station")} />
      {kind === "station" && <StationField key={chosen.length} label={texts.stations.station} text=""
        error={isChecked && chosen.length === 0 ? texts.upkeep.missing : undefined}
        onChoose={(option) => option && add({ kind, id: option.value, text: option.text })} />}
      {kind === "group" && <GroupField error={isChecked && chosen.length === 0 ? texts.upkeep.missing : undefined}
        onChoose={(id, text) => add({ kind, id, text })} />}
      {kind !== "organization" && chosen.length > 0 && (
        <ul className="chosen" aria-label={tariffs.chosen}>
          {chosen.map(({ id, text, kind: its }) => (
            <li key={id}>
              <span className="place">{text} <span className="unit">{its === "group" && tariffs.aGroup}</span></span>
              <IconButton icon="close" label={tariffs.takeOut(text)} onClick={() => setChosen(chosen.filter((each) => each.id !== id))} />
            </li>
          ))}
        </ul>
      )}
      <MomentField value={from} onValue={setFrom} error={fault?.field === "validFrom" ? fault.message : undefined} />
    </Dialog>
  );
}

function GroupField({ error, onChoose }: { readonly error: string | undefined; readonly onChoose: (id: string, text: string) => void }) {
  const { tariffs, stations } = texts;
  const { data } = useQuery(AllGroups, {}, { isStill: true });
  const groups = data?.groups.nodes ?? [];
  return (
    <SelectField label={stations.group} value="" error={error} hint={data && groups.length === 0 ? tariffs.noGroups : undefined}
      choices={[{ value: "", text: tariffs.chooseGroup }, ...groups.map(({ id, name, parent }) => ({ value: id, text: parent ? `${parent.name} › ${name}` : name }))]}
      onValue={(id) => {
        const group = groups.find((each) => each.id === id);
        if (group) onChoose(id, group.name);
      }} />
  );
}

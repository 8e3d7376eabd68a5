import { UpdateStation, type StationDetail } from "documents/stations/station";
import { useMutation } from "../api/hooks";
import { Card, Facts } from "../components/Card";
import { Switch } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { mayAt } from "./borrowed";

type Option = "logbookEnabled" | "takesReservations" | "secondSeating";

/** What drivers can and must do here; others than those who may change the station read of it. */
export function OptionsCard({ station }: { readonly station: StationDetail }) {
  const { run, isSending, fault } = useMutation(UpdateStation);
  const labels: readonly (readonly [Option, string])[] = [
    ["logbookEnabled", texts.logbook.enabled], ["takesReservations", texts.station.mayReserve], ["secondSeating", texts.queue.mayQueue],
  ];
  const change = async (option: Option, isOn: boolean) => {
    if (await run({ input: { id: station.id, [option]: isOn } })) toast("done", texts.saved);
  };
  const isChanged = station.removedAt === null && mayAt(station, "CHANGE_STATION");
  return (
    <Card title={texts.station.options}>
      {isChanged ? (
        <div className="stack">
          {fault && <FaultNote fault={fault} />}
          {labels.map(([option, label]) => (
            <Switch key={option} label={label} isOn={station[option]} isDisabled={isSending} onChange={(isOn) => void change(option, isOn)} />
          ))}
        </div>
      ) : <Facts facts={labels.map(([option, label]) => [label, station[option] ? texts.yes : texts.no])} />}
    </Card>
  );
}

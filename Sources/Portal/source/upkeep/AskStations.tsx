import { useState } from "react";
import type { OperationKind } from "documents/schema";
import { Button, IconButton } from "../components/Button";
import { Dialog } from "../components/Dialog";
import type { Typed } from "../operations/fields";
import { OperationDialog } from "../operations/OperationDialog";
import type { AskedStation } from "../operations/OperationForm";
import { StationField } from "../pickers/PickerField";
import { texts } from "../texts/texts";

interface AskStationsProps {
  readonly kind: OperationKind;
  readonly preset?: Typed;
  readonly onClose: () => void;
}

/** First which stations, then what is asked of them. */
export function AskStations({ kind, preset, onClose }: AskStationsProps) {
  const [stations, setStations] = useState<readonly AskedStation[]>([]);
  const [isChosen, setChosen] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const { operations } = texts;
  if (isChosen) return <OperationDialog kind={kind} stations={stations} {...(preset && { preset })} onClose={onClose} />;
  const goOn = () => {
    setChecked(true);
    setChosen(stations.length > 0);
  };
  const add = (station: AskedStation) => setStations(stations.some(({ id }) => id === station.id) ? stations : [...stations, station]);
  return (
    <Dialog title={operations.kinds[kind]} lead={operations.whichStations} onClose={onClose} footer={
      <><Button onClick={onClose}>{texts.cancel}</Button><Button kind="primary" onClick={goOn}>{texts.next}</Button></>
    }>
      <StationField key={stations.length} label={operations.chooseStation} text="" error={isChecked && stations.length === 0 ? operations.noStations : undefined}
        onChoose={(option) => option && add({ id: option.value, chargePointId: option.text })} />
      {stations.length > 0 && (
        <ul className="chosen-stations" aria-label={operations.whichStations}>
          {stations.map(({ id, chargePointId }) => (
            <li key={id}>
              <span className="ids">{chargePointId}</span>
              <IconButton icon="close" label={operations.remove(chargePointId)} onClick={() => setStations(stations.filter((each) => each.id !== id))} />
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}

import { useState } from "react";
import type { OperationKind } from "documents/schema";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import type { Typed } from "../operations/fields";
import { OperationDialog } from "../operations/OperationDialog";
import { kindOf } from "../operations/kinds";
import type { AskedStation } from "../operations/OperationForm";
import { texts } from "../texts/texts";
import { ChosenStations } from "./ChosenStations";

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
  const permission = kindOf(kind)?.permission;
  if (isChosen) return <OperationDialog kind={kind} stations={stations} {...(preset && { preset })} onClose={onClose} />;
  const goOn = () => {
    setChecked(true);
    setChosen(stations.length > 0);
  };
  return (
    <Dialog title={operations.kinds[kind]} lead={operations.whichStations} onClose={onClose} footer={
      <><Button onClick={onClose}>{texts.cancel}</Button><Button kind="primary" onClick={goOn}>{texts.next}</Button></>
    }>
      <ChosenStations {...(permission && { permission })} stations={stations} onStations={setStations} error={isChecked && stations.length === 0 ? operations.noStations : undefined} />
    </Dialog>
  );
}

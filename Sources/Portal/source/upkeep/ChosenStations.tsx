import { useMemo } from "react";
import type { Permission } from "documents/schema";
import { IconButton } from "../components/Button";
import type { AskedStation } from "../operations/OperationForm";
import { StationField } from "../pickers/PickerField";
import { findOwnStations, findStationsFor } from "../pickers/StationFilter";
import { texts } from "../texts/texts";

interface ChosenStationsProps {
  readonly stations: readonly AskedStation[];
  readonly onStations: (stations: readonly AskedStation[]) => void;
  readonly error: string | undefined;
  /** What is to be done there; absent: something that one does with one's own. */
  readonly permission?: Permission;
}

/** Stations, one added after the other. */
export function ChosenStations({ stations, onStations, error, permission }: ChosenStationsProps) {
  const { operations } = texts;
  const search = useMemo(() => (permission ? findStationsFor(permission) : findOwnStations), [permission]);
  const add = (station: AskedStation) => onStations(stations.some(({ id }) => id === station.id) ? stations : [...stations, station]);
  return (
    <>
      <StationField key={stations.length} label={operations.chooseStation} text="" error={error} search={search}
        onChoose={(option) => option && add({ id: option.value, chargePointId: option.text })} />
      {stations.length > 0 && (
        <ul className="chosen-stations" aria-label={operations.whichStations}>
          {stations.map(({ id, chargePointId }) => (
            <li key={id}>
              <span className="ids">{chargePointId}</span>
              <IconButton icon="close" label={operations.remove(chargePointId)} onClick={() => onStations(stations.filter((each) => each.id !== id))} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

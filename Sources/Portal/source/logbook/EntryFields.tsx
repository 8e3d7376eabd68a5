import { useId } from "react";
import { KnownVehicles } from "documents/logbook/logbook";
import { useQuery } from "../api/hooks";
import type { Fault } from "../api/fault";
import { Field, TextField } from "../components/Field";
import { count } from "../format/quantity";
import { texts } from "../texts/texts";
import { lastMileage, longestVehicleId, mileageOf, type EntryDraft } from "./draft";

interface EntryFieldsProps {
  readonly stationId: string;
  readonly draft: EntryDraft;
  readonly onDraft: (draft: EntryDraft) => void;
  /** Whether what is missing is said. */
  readonly isChecked: boolean;
  readonly isOptional?: boolean;
  readonly fault?: Fault | undefined;
}

/** Vehicle and mileage. Vehicles of earlier entries are offered, and a mileage below the last one is pointed out. */
export function EntryFields({ stationId, draft, onDraft, isChecked, isOptional = false, fault }: EntryFieldsProps) {
  const list = useId();
  const { data } = useQuery(KnownVehicles, { id: stationId }, { isStill: true });
  const { logbook, upkeep } = texts;
  const known = data?.station?.logbookEntries.nodes ?? [];
  const last = lastMileage(draft.vehicleId, known);
  const mileage = mileageOf(draft.mileageKm);
  const errorOf = (name: string, own: string | undefined) => (fault?.field === name ? fault.message : isChecked ? own : undefined);
  return (
    <>
      <Field label={logbook.vehicle} hint={logbook.vehicleHint} isOptional={isOptional}
        error={errorOf("vehicleId", draft.vehicleId.trim() === "" ? upkeep.missing : undefined)}>
        {(describing) => (
          <input type="text" {...describing} list={list} maxLength={longestVehicleId} autoComplete="off" spellCheck={false} value={draft.vehicleId}
            onChange={(event) => onDraft({ ...draft, vehicleId: event.target.value })} />
        )}
      </Field>
      <datalist id={list}>{[...new Set(known.map(({ vehicleId }) => vehicleId))].map((each) => <option key={each} value={each} />)}</datalist>
      <TextField label={logbook.mileage} inputMode="numeric" autoComplete="off" maxLength={12} value={draft.mileageKm} isOptional={isOptional}
        hint={last === undefined ? undefined : mileage !== undefined && mileage < last ? <strong>{logbook.lower(count(last))}</strong> : logbook.last(count(last))}
        error={errorOf("mileageKm", mileage === undefined ? logbook.noMileage : undefined)}
        onValue={(mileageKm) => onDraft({ ...draft, mileageKm })} />
    </>
  );
}

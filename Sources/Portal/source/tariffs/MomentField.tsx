import { CheckField, TextField } from "../components/Field";
import { localInput } from "../format/time";
import { texts } from "../texts/texts";

/** Tomorrow at midnight is when prices mostly change. */
function tomorrow(): string {
  const at = new Date();
  at.setHours(24, 0, 0, 0);
  return localInput(at);
}

/** From now on, which is undefined, or from a moment that is to come. */
export function MomentField({ value, onValue, error }: {
  readonly value: string | undefined;
  readonly onValue: (value: string | undefined) => void;
  readonly error: string | undefined;
}) {
  const { tariffs } = texts;
  return (
    <>
      <CheckField label={tariffs.later} hint={tariffs.laterHint} isChecked={value !== undefined} onChange={(isLater) => onValue(isLater ? tomorrow() : undefined)} />
      {value !== undefined && <TextField type="datetime-local" label={tariffs.inForceFrom} value={value} required onValue={(next) => onValue(next)} error={error} />}
    </>
  );
}

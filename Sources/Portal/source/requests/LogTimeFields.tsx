import { TextField } from "../components/Field";
import { localInput } from "../format/time";
import { texts } from "../texts/texts";

/** A time of a station's recordings, as the fields have it: in the reader's zone. */
export interface LogTime {
  readonly from: string;
  readonly to: string;
}

const hour = 3_600_000;

/** Up to now: what somebody asks about has mostly just happened. */
export function lastHour(): LogTime {
  const now = Date.now();
  return { from: localInput(new Date(now - hour)), to: localInput(new Date(now + 60_000)) };
}

/** What is wrong with it, before the server has to say so. */
export function mistake({ from, to }: LogTime): string | undefined {
  const length = Date.parse(to) - Date.parse(from);
  if (Number.isNaN(length)) return texts.upkeep.missing;
  if (length <= 0) return texts.requests.endsBefore;
  return length > 24 * hour ? texts.requests.tooLong : undefined;
}

export function logInput({ from, to }: LogTime): { readonly from: string; readonly to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

export function LogTimeFields({ time, onTime, error }: {
  readonly time: LogTime;
  readonly onTime: (time: LogTime) => void;
  readonly error: string | undefined;
}) {
  const { requests, table } = texts;
  return (
    <div className="field-grid top">
      <TextField type="datetime-local" label={table.from} value={time.from} onValue={(from) => onTime({ ...time, from })} hint={requests.logHint} />
      <TextField type="datetime-local" label={table.to} value={time.to} onValue={(to) => onTime({ ...time, to })} error={error} />
    </div>
  );
}

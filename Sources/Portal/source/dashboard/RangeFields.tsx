import { useEffect, useState } from "react";
import { dateInput } from "../format/time";
import type { Changes } from "../router/address";
import { texts } from "../texts/texts";
import { before, lengths, most, standard, type Range } from "./range";

interface RangeFieldsProps {
  readonly range: Range;
  readonly set: (changes: Changes, mode?: "push" | "replace") => void;
}

/** Which days the charts by day show: the last ones, or from one day to another. */
export function RangeFields({ range: { from, to, days, isOwn }, set }: RangeFieldsProps) {
  const { dashboard: words, table } = texts;
  const today = dateInput(new Date());
  const own = (next: { from: string; to: string }) => set({ ...next, days: undefined }, "replace");
  return (
    <>
      <fieldset className="segments words">
        <legend className="visually-hidden">{words.range}</legend>
        {lengths.map((each) => (
          <label key={each}>
            <input type="radio" name="days" checked={!isOwn && each === days}
              onChange={() => set({ days: each === standard ? undefined : each, from: undefined, to: undefined }, "replace")} />
            <span>{words.days(each)}</span>
          </label>
        ))}
      </fieldset>
      <div className="range-days" role="group" aria-label={words.ownRange}>
        <DayInput label={table.from} day={from} min={before(to, most - 1)} max={to} onDay={(next) => own({ from: next, to })} />
        <span aria-hidden="true">–</span>
        <DayInput label={table.to} day={to} min={from} max={[before(from, 1 - most), today].sort()[0] ?? today} onDay={(next) => own({ from, to: next })} />
      </div>
    </>
  );
}

interface DayInputProps {
  readonly label: string;
  readonly day: string;
  readonly min: string;
  readonly max: string;
  readonly onDay: (day: string) => void;
}

/** While a year is being typed it is another one: taken is only what may be. */
function DayInput({ label, day, min, max, onDay }: DayInputProps) {
  const [typed, setTyped] = useState(day);
  useEffect(() => setTyped(day), [day]);
  const isWrong = typed === "" || typed < min || typed > max;
  return (
    <input type="date" aria-label={label} value={typed} min={min} max={max} aria-invalid={isWrong} onBlur={() => isWrong && setTyped(day)}
      onChange={({ target: { value } }) => {
        setTyped(value);
        if (value >= min && value <= max) onDay(value);
      }} />
  );
}

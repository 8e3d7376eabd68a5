import { Button } from "../components/Button";
import { TextField } from "../components/Field";
import { texts } from "../texts/texts";
import { DayBars, dayName, PeriodMark } from "./DayBars";
import { isPrice, newPeriod, type PeriodDraft } from "./draft";
import { daysOfWeek } from "./week";

/** More than the API takes are not offered. */
const most = 20;

interface PeriodFieldsProps {
  readonly periods: readonly PeriodDraft[];
  readonly onPeriods: (periods: readonly PeriodDraft[]) => void;
  readonly isChecked: boolean;
}

/** Times of day with other prices, and the week that they make. */
export function PeriodFields({ periods, onPeriods, isChecked }: PeriodFieldsProps) {
  const { tariffs } = texts;
  const add = () => onPeriods([...periods, newPeriod(Math.max(0, ...periods.map(({ key }) => key)) + 1)]);
  return (
    <div className="stack">
      {periods.length > 0 && <DayBars periods={periods} />}
      {periods.map((period, index) => (
        <OnePeriod key={period.key} period={period} index={index} isChecked={isChecked}
          onPeriod={(next) => onPeriods(periods.map((each) => (each.key === next.key ? next : each)))}
          onRemove={() => onPeriods(periods.filter(({ key }) => key !== period.key))} />
      ))}
      {periods.length < most && <div><Button icon="plus" onClick={add}>{tariffs.addPeriod}</Button></div>}
    </div>
  );
}

function OnePeriod({ period, index, isChecked, onPeriod, onRemove }: {
  readonly period: PeriodDraft;
  readonly index: number;
  readonly isChecked: boolean;
  readonly onPeriod: (period: PeriodDraft) => void;
  readonly onRemove: () => void;
}) {
  const { tariffs } = texts;
  const price = (name: "pricePerKwh" | "pricePerMinute" | "idleFeePerMinute") => ({
    value: period[name], onValue: (value: string) => onPeriod({ ...period, [name]: value }), inputMode: "decimal" as const,
    error: isPrice(period[name]) ? undefined : tariffs.noPrice,
  });
  return (
    <fieldset className="period">
      <legend><PeriodMark index={index} /> {tariffs.period(index + 1)}</legend>
      <div className="period-days" role="group" aria-label={tariffs.days}>
        {daysOfWeek.map((day, at) => (
          <label className="check" key={day}>
            <input type="checkbox" checked={period.days.includes(day)} onChange={(event) => onPeriod({
              ...period, days: daysOfWeek.filter((each) => (each === day ? event.target.checked : period.days.includes(each))),
            })} />
            <span>{dayName(at)}</span>
          </label>
        ))}
      </div>
      {isChecked && period.days.length === 0 && <p className="field-error">{tariffs.noDays}</p>}
      <div className="field-grid five">
        <TextField type="time" label={tariffs.from} value={period.from} required onValue={(from) => onPeriod({ ...period, from })} />
        <TextField type="time" label={tariffs.to} value={period.to} required onValue={(to) => onPeriod({ ...period, to })} />
        <TextField label={tariffs.perKwh} {...price("pricePerKwh")} />
        <TextField label={tariffs.perMinute} {...price("pricePerMinute")} />
        <TextField label={tariffs.idleFee} {...price("idleFeePerMinute")} />
      </div>
      <div><Button className="small" icon="bin" onClick={onRemove}>{tariffs.removePeriod(index + 1)}</Button></div>
    </fieldset>
  );
}

import type { DayOfWeek } from "documents/schema";
import { dates } from "../format/locale";
import { texts } from "../texts/texts";
import { daysOfWeek, timeOf, weekOf, type DayRow, type Stretch, type Times } from "./week";

const hours = [0, 6, 12, 18, 24];
const colours = 4;

/** The day from 0 to 24 h, one bar for the days on which the same holds; the numbers are those of the periods. */
export function DayBars({ periods }: { readonly periods: readonly Times[] }) {
  return (
    <div className="day-bars">
      {weekOf(periods).map((row) => (
        <div key={row.days.join()} className="day-bar" role="img" aria-label={spoken(row)}>
          <span className="day-bar-days" aria-hidden="true">{daysText(row.days)}</span>
          <span className="day-bar-line" aria-hidden="true">
            {row.stretches.map((stretch) => (
              <i key={stretch.start} className={colourOf(stretch.period)} style={{ flexGrow: stretch.end - stretch.start }} title={wordsOf(stretch)}>
                {stretch.period !== undefined && stretch.period + 1}
              </i>
            ))}
          </span>
        </div>
      ))}
      <div className="day-bar hours" aria-hidden="true">
        <span className="day-bar-days" />
        <span className="day-bar-hours">{hours.map((hour) => <span key={hour}>{hour}</span>)}</span>
      </div>
    </div>
  );
}

/** The number of a period, in its colour. */
export function PeriodMark({ index }: { readonly index: number }) {
  return <span className={`period-mark ${colourOf(index)}`} aria-hidden="true">{index + 1}</span>;
}

function colourOf(period: number | undefined): string {
  return period === undefined ? "standard" : `period-${period % colours + 1}`;
}

function spoken({ days, stretches }: DayRow): string {
  return texts.tariffs.dayHas(daysText(days), stretches.map(wordsOf).join(", "));
}

function wordsOf({ start, end, period }: Stretch): string {
  const { tariffs } = texts;
  return tariffs.stretch(timeOf(start), timeOf(end), period === undefined ? tariffs.standard : tariffs.period(period + 1));
}

/** “Mon–Fri”, “Sat, Sun”, “Every day”. */
export function daysText(days: readonly DayOfWeek[]): string {
  if (days.length === daysOfWeek.length) return texts.tariffs.everyDay;
  const numbers = daysOfWeek.flatMap((day, index) => (days.includes(day) ? [index] : []));
  const [first, last] = [numbers[0], numbers[numbers.length - 1]];
  if (first === undefined || last === undefined) return "";
  return numbers.length > 2 && last - first === numbers.length - 1 ? `${dayName(first)}–${dayName(last)}` : numbers.map(dayName).join(", ");
}

/** 5 January 2026 was a Monday. */
export function dayName(index: number): string {
  return dates({ weekday: "short", timeZone: "UTC" }).format(new Date(Date.UTC(2026, 0, 5 + index)));
}

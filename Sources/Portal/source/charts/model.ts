/** What a chart shows, apart from how it is drawn. */
export interface Series {
  readonly label: string;
  readonly colour: 1 | 2 | 3 | 4;
  /** By time in milliseconds; null is a gap. */
  readonly points: readonly { readonly x: number; readonly y: number | null }[];
  readonly unit: string;
  /** Holds until the next point. */
  readonly isStepped?: boolean;
  readonly isFilled?: boolean;
  readonly isDashed?: boolean;
  /** Against the axis on the right, which has a unit of its own. */
  readonly isRight?: boolean;
  readonly digits?: number;
}

export interface TimeChart {
  readonly kind: "time";
  readonly series: readonly Series[];
  readonly from: number;
  readonly to: number;
}

export interface BarChart {
  readonly kind: "bars";
  readonly labels: readonly string[];
  readonly series: readonly {
    readonly label: string;
    readonly colour: 1 | 2 | 3 | 4;
    readonly values: readonly number[];
    readonly unit: string;
    readonly digits?: number;
  }[];
}

export type ChartModel = TimeChart | BarChart;

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const steps = [
  minute, 2 * minute, 5 * minute, 10 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 7 * day,
  14 * day, 30 * day, 90 * day,
];

/** Moments to write below a time axis, no more than `most`, at full hours and days of the reader's zone. */
export function timeTicks(from: number, to: number, most: number): readonly number[] {
  const step = steps.find((each) => (to - from) / each <= most) ?? 365 * day;
  const ticks: number[] = [];
  if (step >= day) {
    const at = new Date(from);
    at.setHours(0, 0, 0, 0);
    while (at.getTime() <= to) {
      if (at.getTime() >= from) ticks.push(at.getTime());
      at.setDate(at.getDate() + step / day);
    }
    return ticks;
  }
  const offset = new Date(from).getTimezoneOffset() * minute;
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step) ticks.push(at);
  return ticks;
}

import { useMemo } from "react";
import { ChartCard } from "../charts/ChartCard";
import type { BarChart } from "../charts/model";
import { count } from "../format/quantity";
import { day } from "../format/time";
import { texts } from "../texts/texts";

interface PerDayProps {
  readonly name: string;
  readonly title: string;
  /** Said where there was none. */
  readonly empty: string;
  readonly unit: string;
  readonly colour: 1 | 2 | 3 | 4;
  /** In which the days begin. */
  readonly zone: string;
  readonly days: readonly { readonly startsAt: string; readonly count: number }[] | undefined;
}

/** How many on each day, oldest first. */
export function PerDay({ name, title, empty, unit, colour, days, zone }: PerDayProps) {
  const model = useMemo((): BarChart | undefined => days && {
    kind: "bars", labels: days.map(({ startsAt }) => day(new Date(startsAt), new Date(), zone)), series: [{ label: unit, colour, unit: "", values: days.map((each) => each.count) }],
  }, [days, unit, colour, zone]);
  const sum = days?.reduce((total, each) => total + each.count, 0) ?? 0;
  return (
    <ChartCard
      title={title} name={name} model={model} empty={empty} label={texts.dashboard.perDayLabel(title, days?.length ?? 0, count(sum))}
      aside={days && <span className="unit">{texts.dashboard.sum(count(sum), days.length)}</span>}
    />
  );
}

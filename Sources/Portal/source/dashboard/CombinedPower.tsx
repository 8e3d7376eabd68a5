import { useMemo } from "react";
import type { DashboardData } from "documents/dashboard/dashboard";
import { ChartCard } from "../charts/ChartCard";
import type { TimeChart } from "../charts/model";
import { IconButton } from "../components/Button";
import { date } from "../format/time";
import { decimal } from "../format/quantity";
import { texts } from "../texts/texts";

interface CombinedPowerProps {
  readonly points: DashboardData["dashboard"]["combinedPower"] | undefined;
  /** Such as 2026-01-02; null: today. */
  readonly day: string | null;
  readonly onDay: (day: string | undefined) => void;
}

/** What all sessions drew together over a day. */
export function CombinedPower({ points, day, onDay }: CombinedPowerProps) {
  const { dashboard: words } = texts;
  const model = useMemo(() => points && modelOf(points), [points]);
  const peak = points?.reduce((best, each) => (each.powerW > best ? each.powerW : best), 0) ?? 0;
  const today = local(new Date());
  const move = (by: number) => {
    const at = new Date(`${day ?? today}T12:00:00`);
    at.setDate(at.getDate() + by);
    const next = local(at);
    onDay(next >= today ? undefined : next);
  };
  return (
    <ChartCard
      title={words.combinedPower} name="combined" model={model} empty={words.noPower}
      label={words.combinedLabel(day ? date(new Date(`${day}T12:00:00`)) : texts.table.spans.today, decimal(peak / 1000, 1))}
      aside={
        <>
          <IconButton icon="back" label={words.dayBefore} onClick={() => move(-1)} />
          <input type="date" aria-label={words.day} value={day ?? today} max={today} onChange={({ target: { value } }) =>
            onDay(value === "" || value >= today ? undefined : value)} />
          <IconButton icon="chevron" label={words.dayAfter} disabled={day === null} onClick={() => move(1)} />
        </>
      }
      footer={<span className="unit">{words.peak(decimal(peak / 1000, 1))}</span>}
    />
  );
}

function local(at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function modelOf(points: readonly { readonly at: string; readonly powerW: number }[]): TimeChart {
  const first = points[0];
  const start = new Date(first?.at ?? Date.now());
  // The day of another zone begins with its first point.
  if (!first) start.setHours(0, 0, 0, 0);
  const end = new Date(start);
  end.setDate(end.getDate() + 1);
  return {
    kind: "time", from: start.getTime(), to: end.getTime(), series: [{
      label: texts.dashboard.allStations, colour: 1, unit: "kW", digits: 1, isFilled: true,
      points: points.map(({ at, powerW }) => ({ x: new Date(at).getTime(), y: powerW / 1000 })),
    }],
  };
}

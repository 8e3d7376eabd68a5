import { useMemo } from "react";
import type { SessionDetail } from "documents/sessions/sessions";
import { ChartCard } from "../charts/ChartCard";
import { Tabs } from "../components/Tabs";
import { useParameters } from "../router/address";
import { texts } from "../texts/texts";
import { phaseModel, powerModel } from "./sessionChart";
import { usePoints, type Measured } from "./usePoints";

const views = ["power", "current", "voltage", "battery"] as const;
type View = (typeof views)[number];

const measurands: Record<Exclude<View, "power">, string> = { current: "Current.Import", voltage: "Voltage", battery: "SoC" };
const all = ["Energy.Active.Import.Register", "Power.Active.Import", ...Object.values(measurands)];

/** How the charge went: power and energy, and what else its charger measured. Which one is in the address. */
export function SessionCharts({ row }: { row: SessionDetail }) {
  const [parameters, set] = useParameters();
  const points = usePoints(row.id, row.status === "ACTIVE", all);
  const there = views.filter((view) => view === "power" || points?.some(({ measurand }) => measurand === measurands[view]));
  const view = there.find((each) => each === parameters.get("chart")) ?? "power";
  const end = row.stoppedAt ?? undefined;
  const model = useMemo(() => points && modelOf(view, points, row.startedAt, end), [points, view, row.startedAt, end]);
  return (
    <ChartCard
      title={texts.sessions.charts[view]} name="session" model={model} empty={texts.sessions.noValues}
      label={texts.sessions.chartLabel(row.transactionId)}
      aside={there.length > 1 && (
        <Tabs label={texts.sessions.chartsLabel} name="session-chart" selected={view} onSelect={(next) => set({ chart: next === "power" ? undefined : next }, "replace")}
          tabs={there.map((id) => ({ id, label: texts.sessions.charts[id] }))} />
      )}
    />
  );
}

function modelOf(view: View, points: readonly Measured[], startedAt: string, stoppedAt: string | undefined) {
  const end = stoppedAt === undefined ? Date.now() : new Date(stoppedAt).getTime();
  return view === "power" ? powerModel(points, startedAt, end) : phaseModel(points, measurands[view], startedAt, end);
}

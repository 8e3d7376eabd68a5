/** From measured values to what a chart shows. */
import type { Series, TimeChart } from "../charts/model";
import { texts } from "../texts/texts";
import type { Measured } from "./usePoints";

const minute = 60_000;

/** Power, as a whole and at the outlet, with the energy since the start against the other axis. */
export function powerModel(points: readonly Measured[], startedAt: string, end: number): TimeChart {
  const power = whole(points, "Power.Active.Import").map(({ at, average, unit }) => ({ x: time(at), y: unit === "W" ? average / 1000 : average }));
  const registers = whole(points, "Energy.Active.Import.Register");
  const first = registers[0]?.minimum ?? 0;
  const energy = registers.map(({ at, maximum, unit }) => ({ x: time(at), y: (unit === "Wh" ? maximum - first : (maximum - first) * 1000) / 1000 }));
  const series: Series[] = [];
  if (power.length > 0) series.push({ label: texts.sessions.power, colour: 1, unit: "kW", digits: 1, isFilled: true, points: power });
  if (energy.length > 0) {
    series.push({ label: texts.sessions.energy, colour: 2, unit: "kWh", digits: 2, isDashed: true, isRight: power.length > 0, points: energy });
  }
  return frame(series, startedAt, end);
}

/** One line for each phase. */
export function phaseModel(points: readonly Measured[], measurand: string, startedAt: string, end: number): TimeChart {
  const lines = new Map<string, Measured[]>();
  for (const point of points) {
    if (point.measurand !== measurand) continue;
    const name = point.phase ?? texts.sessions.allPhases;
    lines.set(name, [...(lines.get(name) ?? []), point]);
  }
  const series = [...lines.entries()].slice(0, 4).map(([label, list], index): Series => ({
    label, colour: ([1, 2, 3, 4] as const)[index] ?? 4, unit: list[0]?.unit ?? "", digits: 1, isDashed: index > 0,
    points: list.map(({ at, average }) => ({ x: time(at), y: average })),
  }));
  return frame(series, startedAt, end);
}

function frame(series: readonly Series[], startedAt: string, end: number): TimeChart {
  const from = time(startedAt);
  const last = Math.max(from + minute, end, ...series.flatMap(({ points }) => points.map(({ x }) => x)));
  return { kind: "time", from, to: last, series };
}

/** Values of no single phase, measured where the vehicle draws; where there are none, the phases together. */
function whole(points: readonly Measured[], measurand: string): readonly Measured[] {
  const all = points.filter((point) => point.measurand === measurand && (point.location ?? "Outlet") === "Outlet");
  const plain = all.filter(({ phase }) => phase === null);
  if (plain.length > 0) return plain;
  const sums = new Map<string, Measured>();
  for (const point of all) {
    const known = sums.get(point.at);
    sums.set(point.at, known ? {
      ...known, minimum: known.minimum + point.minimum, maximum: known.maximum + point.maximum, average: known.average + point.average,
    } : point);
  }
  return [...sums.values()];
}

function time(at: string): number {
  return new Date(at).getTime();
}

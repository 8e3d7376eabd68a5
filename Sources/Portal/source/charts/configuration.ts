/** How a chart is drawn: quiet lines, our own colours, nothing that moves by itself. */
import type { Scale, TooltipItem } from "chart.js";
import { clock, day, moment } from "../format/time";
import { decimal } from "../format/quantity";
import { timeTicks, type BarChart, type ChartModel, type TimeChart } from "./model";

interface Colours {
  readonly line: string;
  readonly text: string;
  readonly surface: string;
  readonly series: (number: number) => string;
}

export function coloursNow(): Colours {
  const style = getComputedStyle(document.documentElement);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return { line: read("--line"), text: read("--text-3"), surface: read("--surface"), series: (number) => read(`--series-${number}`) };
}

export function configurationOf(model: ChartModel, colours: Colours) {
  return model.kind === "time" ? timeConfiguration(model, colours) : barConfiguration(model, colours);
}

function timeConfiguration(model: TimeChart, colours: Colours) {
  const hasRight = model.series.some(({ isRight }) => isRight);
  return {
    type: "line",
    data: {
      datasets: model.series.map((series) => ({
        label: series.label, data: series.points, yAxisID: series.isRight ? "right" : "left", borderWidth: 2, pointRadius: 0,
        pointHoverRadius: 4, borderColor: colours.series(series.colour), pointBackgroundColor: colours.series(series.colour),
        backgroundColor: `${colours.series(series.colour)}22`, fill: series.isFilled ? "origin" : false,
        stepped: series.isStepped ?? false, borderDash: series.isDashed ? [6, 4] : [], spanGaps: false,
      })),
    },
    options: {
      ...common(model, colours, (item) => moment(new Date(item.parsed.x))),
      parsing: false, normalized: true,
      scales: {
        x: {
          type: "linear", min: model.from, max: model.to, grid: { display: false }, border: { color: colours.text },
          afterBuildTicks: (scale: Scale) => {
            scale.ticks = timeTicks(model.from, model.to, Math.max(2, Math.floor(scale.width / 90))).map((value) => ({ value }));
          },
          ticks: { ...small(colours), maxRotation: 0, callback: (value: number) => tickWords(value, model) },
        },
        left: valueAxis(colours, "left"),
        ...(hasRight && { right: { ...valueAxis(colours, "right"), grid: { display: false } } }),
      },
    },
  };
}

function tickWords(value: number, { from, to }: TimeChart): string {
  const at = new Date(value);
  const isMidnight = at.getHours() === 0 && at.getMinutes() === 0;
  return to - from > 36 * 3_600_000 && isMidnight ? day(at) : clock(at);
}

function barConfiguration(model: BarChart, colours: Colours) {
  return {
    type: "bar",
    data: {
      labels: model.labels,
      datasets: model.series.map(({ label, colour, values }) => ({
        label, data: values, backgroundColor: colours.series(colour), borderRadius: 3, maxBarThickness: 36, categoryPercentage: 0.8,
      })),
    },
    options: {
      ...common(model, colours, (item) => model.labels[item.dataIndex] ?? ""),
      scales: {
        x: { grid: { display: false }, border: { color: colours.text }, ticks: { ...small(colours), maxRotation: 0, autoSkip: true, autoSkipPadding: 12 } },
        left: { ...valueAxis(colours, "left"), ticks: { ...small(colours), precision: 0, maxTicksLimit: 5 } },
      },
      datasets: { bar: { yAxisID: "left" } },
    },
  };
}

function common(model: ChartModel, colours: Colours, title: (item: TooltipItem) => string) {
  return {
    animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: "nearest", axis: "x", intersect: false },
    plugins: {
      legend: { display: false },
      decimation: { enabled: model.kind === "time", algorithm: "min-max", threshold: 1000 },
      tooltip: {
        animation: false, displayColors: model.series.length > 1, padding: 8, titleFont: font(12, 500), bodyFont: font(12, 400),
        callbacks: {
          title: (items: readonly TooltipItem[]) => (items[0] ? title(items[0]) : ""),
          label: (item: TooltipItem) => valueWords(model, item),
        },
      },
    },
    font: font(11, 400), color: colours.text,
  };
}

function valueWords(model: ChartModel, { datasetIndex, parsed }: TooltipItem): string {
  const series = model.series[datasetIndex];
  if (!series) return "";
  const value = `${decimal(parsed.y, series.digits ?? 0)} ${series.unit}`.trim();
  return model.series.length > 1 ? `${series.label} ${value}` : value;
}

function valueAxis(colours: Colours, position: "left" | "right") {
  return {
    position, beginAtZero: true, grid: { color: colours.line, drawTicks: false }, border: { display: false },
    ticks: { ...small(colours), padding: 6, maxTicksLimit: 5 },
  };
}

function small(colours: Colours) {
  return { color: colours.text, font: font(11, 400) };
}

function font(size: number, weight: number) {
  return { size, weight: String(weight), family: '"Inter Portal", system-ui, sans-serif' };
}

import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Chart } from "chart.js";
import { decimal } from "../format/quantity";
import { moment } from "../format/time";
import { configurationOf, coloursNow } from "./configuration";
import type { ChartModel } from "./model";

/** Draws a chart. Arrows go from point to point, and each is spoken. */
export default function Canvas({ model, label }: { model: ChartModel; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const chart = useRef<Chart>();
  const [at, setAt] = useState<number>();
  const theme = useTheme();
  const latest = useRef(model);
  latest.current = model;
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    let isGone = false;
    void import("./library").then(({ Chart: Made }) => {
      if (isGone || !canvas.current) return;
      chart.current = new Made(canvas.current, configurationOf(latest.current, coloursNow()));
      setReady(true);
    });
    return () => {
      isGone = true;
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [theme, model.kind]);
  useEffect(() => {
    if (!chart.current || !isReady) return;
    const next = configurationOf(model, coloursNow());
    chart.current.data.datasets = next.data.datasets;
    if ("labels" in next.data) chart.current.data.labels = next.data.labels;
    chart.current.options = next.options;
    chart.current.update("none");
  }, [model, isReady]);
  const keys = (event: KeyboardEvent) => {
    const count = pointCount(model);
    const steps: Record<string, number> = {
      ArrowRight: Math.min(count - 1, (at ?? -1) + 1), ArrowLeft: Math.max(0, (at ?? count) - 1), Home: 0, End: count - 1,
    };
    const next = steps[event.key];
    if (next === undefined || count === 0) return;
    event.preventDefault();
    setAt(next);
    show(chart.current, model, next);
  };
  return (
    <div className="chart-canvas" tabIndex={0} role="group" aria-label={label} onKeyDown={keys}>
      <canvas ref={canvas} aria-hidden="true" />
      <span className="visually-hidden" role="status">{at === undefined ? "" : pointWords(model, at)}</span>
    </div>
  );
}

function pointCount(model: ChartModel): number {
  return model.kind === "bars" ? model.labels.length : model.series[0]?.points.length ?? 0;
}

function show(chart: Chart | undefined, model: ChartModel, index: number): void {
  if (!chart) return;
  const place = chart.getDatasetMeta(0).data[index];
  const elements = model.series.map((_, datasetIndex) => ({ datasetIndex, index }));
  chart.setActiveElements(elements);
  if (place) chart.tooltip?.setActiveElements(elements, { x: place.x, y: place.y });
  chart.update("none");
}

function pointWords(model: ChartModel, index: number): string {
  if (model.kind === "bars") {
    const values = model.series.map(({ label, values: list, unit, digits }) => `${label} ${decimal(list[index] ?? 0, digits ?? 0)} ${unit}`);
    return [model.labels[index], ...values].join(", ");
  }
  const first = model.series[0]?.points[index];
  if (!first) return "";
  const values = model.series.flatMap(({ label, points, unit, digits }) => {
    const y = points[index]?.y;
    return y === undefined || y === null ? [] : [`${label} ${decimal(y, digits ?? 0)} ${unit}`];
  });
  return [moment(new Date(first.x)), ...values].join(", ");
}

/** Changes when the colours do. */
function useTheme(): string {
  const read = () => `${document.documentElement.dataset["theme"] ?? ""} ${String(matchMedia("(prefers-color-scheme: dark)").matches)}`;
  const [theme, setTheme] = useState(read);
  useEffect(() => {
    const update = () => setTheme(read());
    const observer = new MutationObserver(update);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    const list = matchMedia("(prefers-color-scheme: dark)");
    list.addEventListener("change", update);
    return () => {
      observer.disconnect();
      list.removeEventListener("change", update);
    };
  }, []);
  return theme;
}

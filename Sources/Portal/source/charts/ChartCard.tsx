import type { ReactNode } from "react";
import { Card } from "../components/Card";
import { IconButton } from "../components/Button";
import { date, moment } from "../format/time";
import { decimal, nothing } from "../format/quantity";
import { useParameters } from "../router/address";
import { texts } from "../texts/texts";
import Canvas from "./Canvas";
import type { ChartModel } from "./model";

interface ChartCardProps {
  readonly title: string;
  /** In the address, when it is shown as a table. */
  readonly name: string;
  /** A sentence with the range, the peak and what is now, for those who do not see it. */
  readonly label: string;
  /** Undefined while it is not known. */
  readonly model: ChartModel | undefined;
  /** Why nothing is to be seen, where there is nothing. */
  readonly empty: string;
  readonly aside?: ReactNode;
  /** Above the chart, such as figures. */
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
  readonly className?: string;
}

/** A chart with its title, its legend, and the same as a table. */
export function ChartCard({ title, name, label, model, empty, aside, children, footer, className = "" }: ChartCardProps) {
  const [parameters, set] = useParameters();
  const tables = parameters.getAll("view");
  const isTable = tables.includes(name);
  const toggle = () => set({ view: isTable ? tables.filter((each) => each !== name) : [...tables, name] }, "replace");
  return (
    <Card
      title={title} className={className} footer={footer}
      aside={
        <>
          {aside}
          <IconButton icon="table" label={texts.charts.asTable} aria-pressed={isTable} onClick={toggle} />
        </>
      }
    >
      {children}
      <ChartBody label={label} model={model} empty={empty} isTable={isTable} />
    </Card>
  );
}

export function ChartBody({ label, model, empty, isTable }: Pick<ChartCardProps, "label" | "model" | "empty"> & { readonly isTable: boolean }) {
  if (!model) return <div className="chart-box" aria-busy="true" />;
  const isEmpty = model.kind === "time" ? model.series.every(({ points }) => points.length === 0) : model.series.every(({ values }) => values.every((value) => value === 0));
  if (isEmpty) return <div className="chart-box chart-empty"><p className="lead">{empty}</p></div>;
  if (isTable) return <ChartTable model={model} label={label} />;
  return (
    <figure className="chart">
      <Units model={model} />
      <div className="chart-box"><Canvas model={model} label={label} /></div>
      {model.series.length > 1 && (
        <figcaption className="legend">
          {model.series.map((series) => (
            <span key={series.label}>
              <i className={`series-${series.colour}${"isDashed" in series && series.isDashed ? " dashed" : ""}`} />{series.label}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

function Units({ model }: { model: ChartModel }) {
  const isRight = (series: ChartModel["series"][number]) => "isRight" in series && series.isRight === true;
  const list = [...model.series] as readonly ChartModel["series"][number][];
  const unitOf = (isWanted: boolean) => list.find((series) => isRight(series) === isWanted)?.unit;
  return <div className="chart-units" aria-hidden="true"><span>{unitOf(false)}</span><span>{unitOf(true)}</span></div>;
}

function ChartTable({ model, label }: { model: ChartModel; label: string }) {
  return (
    <div className="chart-table" role="region" tabIndex={0} aria-label={label}>
      <table className="data compact">
        <thead>
          <tr>
            <th scope="col">{model.kind === "time" ? texts.charts.time : texts.charts.day}</th>
            {model.series.map((series) => <th key={series.label} scope="col" className="number">{texts.charts.inUnit(series.label, series.unit)}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows(model).map(([first, ...values]) => (
            <tr key={first}>
              <td>{first}</td>
              {values.map((value, index) => <td key={model.series[index]?.label} className="number figures">{value}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rows(model: ChartModel): readonly (readonly string[])[] {
  const words = (value: number | null | undefined, digits: number | undefined) =>
    (value === null || value === undefined ? nothing : decimal(value, digits ?? 0));
  if (model.kind === "bars") {
    return model.labels.map((label, index) => [label, ...model.series.map(({ values, digits }) => words(values[index], digits))]);
  }
  const times = [...new Set(model.series.flatMap(({ points }) => points.map(({ x }) => x)))].sort((one, other) => one - other);
  const byTime = model.series.map(({ points }) => new Map(points.map(({ x, y }) => [x, y])));
  const isLong = model.to - model.from > 40 * 86_400_000;
  return times.map((x) => [
    isLong ? date(new Date(x)) : moment(new Date(x)), ...model.series.map(({ digits }, index) => words(byTime[index]?.get(x), digits)),
  ]);
}

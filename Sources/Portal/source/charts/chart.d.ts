/** As much of Chart.js (MIT) as we use: Debian packages it without types. */
declare module "chart.js" {
  export interface Point {
    readonly x: number;
    readonly y: number | null;
  }
  export interface ActiveElement {
    readonly datasetIndex: number;
    readonly index: number;
  }
  export interface TooltipItem {
    readonly datasetIndex: number;
    readonly dataIndex: number;
    readonly parsed: { readonly x: number; readonly y: number };
  }
  export interface Scale {
    ticks: { value: number; label?: string }[];
    readonly min: number;
    readonly max: number;
    readonly width: number;
  }
  export interface ChartData {
    labels?: readonly string[];
    datasets: object[];
  }
  export class Chart {
    constructor(canvas: HTMLCanvasElement, configuration: { type: string; data: ChartData; options: object });
    static register(...parts: object[]): void;
    readonly data: ChartData;
    options: object;
    readonly tooltip?: { setActiveElements(elements: readonly ActiveElement[], at: { x: number; y: number }): void };
    setActiveElements(elements: readonly ActiveElement[]): void;
    getDatasetMeta(index: number): { readonly data: readonly { readonly x: number; readonly y: number }[] };
    update(mode?: string): void;
    destroy(): void;
  }
  export const BarController: object;
  export const BarElement: object;
  export const CategoryScale: object;
  export const Decimation: object;
  export const Filler: object;
  export const LinearScale: object;
  export const LineController: object;
  export const LineElement: object;
  export const PointElement: object;
  export const Tooltip: object;
}

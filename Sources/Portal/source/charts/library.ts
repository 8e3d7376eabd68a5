/** Chart.js with only what our charts are made of; loaded when the first chart is shown. */
import {
  BarController, BarElement, CategoryScale, Chart, Decimation, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip,
} from "chart.js";

Chart.register(
  BarController, BarElement, CategoryScale, Decimation, Filler, LinearScale, LineController, LineElement, PointElement, Tooltip);

export { Chart };

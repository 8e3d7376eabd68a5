import { useMemo } from "react";
import { SchedulePreview, type SchedulePreviewData } from "documents/stations/configuration";
import type { StationDetail } from "documents/stations/station";
import { useQuery } from "../api/hooks";
import { ChartCard } from "../charts/ChartCard";
import type { TimeChart } from "../charts/model";
import { useParameters } from "../router/address";
import { decimal } from "../format/quantity";
import { texts } from "../texts/texts";

const kilowatts = "kW";

/** What the station's charging profiles allow over the next day. Connector and unit are in the address. */
export function ScheduleCard({ station }: { station: StationDetail }) {
  const { schedule: words } = texts.station;
  const [parameters, set] = useParameters();
  const unit = parameters.get("unit") === "W" ? "W" : "A";
  const connector = Number(parameters.get("connector") ?? 0) || 0;
  const query = useQuery(SchedulePreview, { stationId: station.id, connector, unit });
  const schedule = query.data?.compositeSchedulePreview;
  const model = useMemo(() => (schedule ? modelOf(schedule) : undefined), [schedule]);
  const peak = Math.max(0, ...(schedule?.periods ?? []).map(({ limit }) => limit ?? 0));
  return (
    <ChartCard
      title={words.title} name="schedule" model={model} empty={words.unlimited} label={unit === "A" ? words.label(decimal(peak, 0), "A") : words.label(decimal(peak / 1000, 1), kilowatts)}
      aside={
        <>
          <select aria-label={texts.station.connector} value={connector} onChange={(event) => set({ connector: event.target.value === "0" ? undefined : event.target.value }, "replace")}>
            <option value={0}>{texts.operations.wholeStation}</option>
            {station.connectors.map(({ number }) => <option key={number} value={number}>{texts.station.connectorNumber(number)}</option>)}
          </select>
          <select aria-label={texts.operations.fields.unit} value={unit} onChange={(event) => set({ unit: event.target.value === "A" ? undefined : event.target.value }, "replace")}>
            <option value="A">{texts.operations.choices.A}</option><option value="W">{kilowatts}</option>
          </select>
        </>
      }
    />
  );
}

function modelOf({ start, durationSeconds, unit, periods }: NonNullable<SchedulePreviewData["compositeSchedulePreview"]>): TimeChart {
  const from = new Date(start).getTime();
  const to = from + durationSeconds * 1000;
  const points = periods.map(({ startSeconds, limit }) => ({ x: from + startSeconds * 1000, y: limit === null || unit === "A" ? limit : limit / 1000 }));
  const last = points[points.length - 1];
  const isLimited = points.some(({ y }) => y !== null);
  return {
    kind: "time", from, to, series: [{
      label: texts.station.schedule.limit, colour: 3, unit: unit === "A" ? "A" : kilowatts, isStepped: true, isFilled: true, digits: 1,
      points: isLimited ? [...points, ...(last ? [{ x: to, y: last.y }] : [])] : [],
    }],
  };
}

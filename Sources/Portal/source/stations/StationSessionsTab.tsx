import type { StationDetail } from "documents/stations/station";
import { SessionTable } from "../sessions/SessionTable";

export function StationSessionsTab({ station }: { station: StationDetail }) {
  return <SessionTable stationId={station.id} />;
}

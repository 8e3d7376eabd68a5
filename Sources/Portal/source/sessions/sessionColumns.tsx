import type { SessionRow } from "documents/sessions/sessions";
import { Figure, LiveValue } from "../components/LiveValue";
import { Badge, StatusBadge } from "../components/StatusBadge";
import { Time, useNow } from "../components/Time";
import { duration, energy, money, nothing, power, register } from "../format/quantity";
import { LogbookMark } from "../logbook/LogbookMark";
import { Link } from "../router/Link";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { Words } from "../stations/stationColumns";
import { wideColumns } from "./wideColumns";

export function sessionColumns(): readonly Column<SessionRow>[] {
  const { sessions } = texts;
  return [
    { id: "session", exported: "transactionId", label: sessions.id, isName: true, onPhone: "plain", cell: ({ id, transactionId }) => (
      <Link className="id" href={`/sessions/${encodeURIComponent(id)}`}>{transactionId}</Link>
    ) },
    { id: "status", exported: "status", label: sessions.status, onPhone: "plain", cell: (row) => <><SessionState row={row} /> <LogbookMark status={row.logbookStatus} /></> },
    { id: "station", exported: "chargePointId connector", label: sessions.station, onPhone: "plain", cell: ({ station, connector }) => (
      <Link href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId} · {connector.number}</Link>
    ) },
    { id: "driver", exported: "firstName lastName tagAlias idTag", label: sessions.driver, onPhone: "plain", cell: (row) => <Driver row={row} /> },
    { id: "started", exported: "startedAt", label: sessions.start, sort: "both", cell: ({ startedAt }) => <Time at={startedAt} /> },
    {
      id: "stopped", exported: "stoppedAt", label: sessions.stop, onPhone: "hidden",
      cell: ({ status, stoppedAt }) => (status === "ACTIVE" ? <span className="unit">{sessions.running}</span> : <Time at={stoppedAt} />),
    },
    {
      id: "charging", exported: "chargingSeconds", label: sessions.charging, isNumber: true, onPhone: "hidden",
      cell: ({ chargingSeconds }) => <Figure quantity={duration(chargingSeconds)} />,
    },
    { id: "duration", exported: "pluggedInSeconds", label: sessions.pluggedInFor, isNumber: true, sort: "both", cell: (row) => <Duration row={row} /> },
    {
      id: "energy", exported: "energyWh", label: sessions.energy, isNumber: true, sort: "both",
      cell: ({ energyWh }) => <LiveValue value={energyWh}><b><Figure quantity={energy(energyWh)} /></b></LiveValue>,
    },
    {
      id: "maximum", exported: "maximumPowerW", label: sessions.maximum, isNumber: true, onPhone: "hidden",
      cell: ({ maximumPowerW }) => <Figure quantity={maximumPowerW === null ? undefined : power(maximumPowerW)} />,
    },
    { id: "costs", exported: "totalCosts currency", label: sessions.costs, isNumber: true, cell: ({ costs }) => <Costs costs={costs} /> },
    { id: "note", exported: "note", label: sessions.note, isExtra: true, cell: ({ note }) => <Words text={note} /> },
    { id: "reason", exported: "stopReason", label: sessions.reason, isExtra: true, cell: ({ stopReason }) => <Words text={stopReason} /> },
    { id: "meterStart", exported: "meterStartWh", label: sessions.meterStart, isExtra: true, isNumber: true, cell: ({ meterStartWh }) => <Figure quantity={register(meterStartWh)} /> },
    {
      id: "meterStop", exported: "meterStopWh", label: sessions.meterStop, isExtra: true, isNumber: true,
      cell: ({ meterStopWh }) => <Figure quantity={meterStopWh === null ? undefined : register(meterStopWh)} />,
    },
    { id: "place", exported: "description", label: sessions.place, isExtra: true, cell: ({ station }) => <Words text={station.description} /> },
    ...wideColumns(),
  ];
}

/** While it runs what its connector does; afterwards how it ended. */
export function SessionState({ row }: { row: Pick<SessionRow, "status" | "authorization" | "connector"> }) {
  const { status, authorization, connector } = row;
  if (authorization !== "ACCEPTED") {
    return <Badge shape="unavailable">{texts.refused(texts.authorization[authorization])}</Badge>;
  }
  if (status === "ACTIVE") {
    return (
      <LiveValue value={connector.status}>
        <StatusBadge status={connector.status} isStale={connector.isStale} />
      </LiveValue>
    );
  }
  return status === "COMPLETED" ? <Badge shape="finishing" isBare>{texts.sessionStatus.COMPLETED}</Badge>
    : <Badge shape="unknown">{texts.sessionStatus.ESTIMATED}</Badge>;
}

function Driver({ row: { tag, idTag } }: { row: SessionRow }) {
  const person = [tag?.user?.firstName, tag?.user?.lastName].filter(Boolean).join(" ") || tag?.alias;
  if (!person) return <span className="ids"><Words text={idTag} /></span>;
  return <>{person}<span className="under ids"><Words text={idTag} /></span></>;
}

export function Costs({ costs }: { costs: SessionRow["costs"] }) {
  return costs ? <span className="figures">{money(costs.total)}</span> : <span className="unit">{nothing}</span>;
}

/** While it runs as far as now; afterwards as the server has it. */
export function Duration({ row: { startedAt, status, pluggedInSeconds } }: { row: Pick<SessionRow, "startedAt" | "status" | "pluggedInSeconds"> }) {
  const now = useNow();
  const seconds = status === "ACTIVE" ? (now - new Date(startedAt).getTime()) / 1000 : pluggedInSeconds;
  return <Figure quantity={duration(seconds)} />;
}

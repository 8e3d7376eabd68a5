import { useMemo } from "react";
import type { SessionRow } from "documents/sessions/sessions";
import { ChartCard } from "../charts/ChartCard";
import { Button } from "../components/Button";
import { Figure, LiveValue } from "../components/LiveValue";
import { Time } from "../components/Time";
import { energy, power } from "../format/quantity";
import type { Ask } from "../stations/StationPage";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { mayStop } from "./mayStop";
import { powerModel } from "./sessionChart";
import { Costs, Duration } from "./sessionColumns";
import { usePoints } from "./usePoints";

/** A charge that is going on: what it draws now, how it went so far, and the way to stop it. */
export function RunningSession({ row, ask }: { row: SessionRow; ask: Ask }) {
  const { sessions } = texts;
  const points = usePoints(row.id, true);
  const model = useMemo(() => points && powerModel(points, row.startedAt, Date.now()), [points, row.startedAt]);
  const person = [row.tag?.user?.firstName, row.tag?.user?.lastName].filter(Boolean).join(" ") || row.tag?.alias;
  return (
    <ChartCard
      title={sessions.onConnector(row.connector.number)} name={`session-${row.transactionId}`} model={model} empty={sessions.noValues}
      label={sessions.chartLabel(row.transactionId)}
      aside={<span className="unit">{sessions.since} <Time at={row.startedAt} /> · <Link href={`/sessions/${encodeURIComponent(row.id)}`}>{row.transactionId}</Link></span>}
      footer={
        <>
          <span>{person} <span className="unit ids">{row.idTag}</span></span>
          {mayStop(row) && (
            <Button kind="danger" icon="halt" className="small push" onClick={() => ask("REMOTE_STOP", { sessionId: row.id })}>
              {texts.operations.actions.REMOTE_STOP}
            </Button>
          )}
        </>
      }
    >
      <dl className="key-figures">
        <div className="key-figure"><dt>{sessions.power}</dt>
          <dd><LiveValue value={row.connector.powerW}><Figure quantity={row.connector.powerW === null ? undefined : power(row.connector.powerW)} /></LiveValue></dd></div>
        <div className="key-figure"><dt>{sessions.energy}</dt><dd><LiveValue value={row.energyWh}><Figure quantity={energy(row.energyWh)} /></LiveValue></dd></div>
        <div className="key-figure"><dt>{sessions.pluggedInFor}</dt><dd><Duration row={row} /></dd></div>
        {row.costs && <div className="key-figure"><dt>{sessions.costsSoFar}</dt><dd><Costs costs={row.costs} /></dd></div>}
      </dl>
    </ChartCard>
  );
}

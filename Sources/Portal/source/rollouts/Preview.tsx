import { useEffect, useRef } from "react";
import { RolloutPreview, type PreviewedStation, type RolloutPreviewData } from "documents/rollouts/rollouts";
import type { FirmwareRolloutPreviewInput } from "documents/schema";
import { useQuery } from "../api/hooks";
import { Card } from "../components/Card";
import { FaultNote } from "../components/PageState";
import { count, nothing } from "../format/quantity";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";

type Told = RolloutPreviewData["firmwareRolloutPreview"];
const wavesShown = 8;

/** What the roll-out would do: how many stations, in which waves, and who is left out and why. Nothing is done. */
export function Preview({ input }: { readonly input: FirmwareRolloutPreviewInput }) {
  const { rollouts } = texts;
  const { data, fault, refetch } = useQuery(RolloutPreview, { input }, { isStill: true });
  const place = useRef<HTMLDivElement>(null);
  const told = data?.firmwareRolloutPreview;
  useEffect(() => {
    if (told || fault) place.current?.focus();
  }, [told === undefined, fault === undefined]);
  return (
    <div ref={place} tabIndex={-1}>
      <Card title={rollouts.preview} isFlush={told !== undefined}>
        {told ? <Result told={told} /> : fault ? <FaultNote fault={fault} onRetry={() => void refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </Card>
    </div>
  );
}

function Result({ told }: { readonly told: Told }) {
  const { rollouts } = texts;
  const { stationCount, updateCount, offlineCount, leftOut, waves } = told;
  const rows = [...told.out, ...told.away, ...told.there];
  return (
    <>
      <div className="panel-body stack">
        <p role="status">
          {rollouts.wouldUpdate(updateCount, stationCount, waves.length)}{offlineCount > 0 && ` ${rollouts.wouldWait(offlineCount)}`}
        </p>
        {leftOut.length > 0 && (
          <ul className="plain-list">
            {leftOut.map(({ reason, count: number }) => <li key={reason}><b className="figures">{count(number)}</b> {rollouts.reasons[reason]}</li>)}
          </ul>
        )}
        {waves.length > 0 && (
          <p className="hint">
            {waves.slice(0, wavesShown).map((wave) => rollouts.waveHas(wave.number, wave.stationCount)).join(" · ")}
            {waves.length > wavesShown && ` · ${rollouts.moreWaves(waves.length - wavesShown)}`}
          </p>
        )}
      </div>
      {rows.length > 0 && <Stations rows={rows} hidden={stationCount - rows.length} />}
    </>
  );
}

function Stations({ rows, hidden }: { readonly rows: readonly PreviewedStation[]; readonly hidden: number }) {
  const { rollouts, stations } = texts;
  return (
    <>
      <table className="data">
        <thead><tr><th scope="col">{stations.station}</th><th scope="col" className="number">{rollouts.wave}</th><th scope="col">{rollouts.outcome}</th></tr></thead>
        <tbody>
          {rows.map(({ station, wave, leftOut, isOffline }) => (
            <tr key={station.id}>
              <th scope="row"><Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link></th>
              <td className="number">{wave === null ? <span className="unit">{nothing}</span> : count(wave)}</td>
              <td>
                <span className="sentence">
                  {leftOut ? rollouts.leftOutFor(rollouts.reasons[leftOut]) : isOffline ? rollouts.onceConnected : rollouts.inItsWave}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && <p className="hint panel-body">{rollouts.notShown(hidden)}</p>}
    </>
  );
}

import type { RolloutRow } from "documents/rollouts/rollouts";
import { Line, type Stop, type StopState } from "../components/Line";
import { Time } from "../components/Time";
import { texts } from "../texts/texts";

/** So many waves are drawn, from the one before the current one. */
const most = 8;

type Waves = Pick<RolloutRow, "status" | "waveSizes" | "waveCount" | "currentWave" | "nextWaveAt" | "stationCount">;

/** The waves of a roll-out: how many stations each has, and which one it is at. */
export function WaveLine({ rollout }: { readonly rollout: Waves }) {
  const { rollouts } = texts;
  const { waveCount, currentWave, nextWaveAt } = rollout;
  const first = Math.max(1, Math.min(currentWave - 1, waveCount - most + 1));
  const last = Math.min(waveCount, first + most - 1);
  const stops = Array.from({ length: last - first + 1 }, (_, index): Stop => {
    const wave = first + index;
    return {
      key: String(wave), state: stateOf(rollout, wave), title: rollouts.waveHas(wave, sizeOf(rollout, wave)),
      time: wave === currentWave + 1 && nextWaveAt && <Time at={nextWaveAt} />,
    };
  });
  return <Line label={rollouts.wave} stops={stops} />;
}

function stateOf({ status, currentWave, waveCount, nextWaveAt }: Waves, wave: number): StopState {
  const isOver = wave < currentWave || (wave === currentWave && (status === "FINISHED" || (nextWaveAt !== null && wave < waveCount)));
  if (isOver) return "done";
  if (status === "CANCELLED") return "skipped";
  if (wave > currentWave) return "todo";
  return status === "STOPPED" ? "trouble" : "now";
}

/** The last size is that of all further waves; the last wave has what is left. */
function sizeOf({ waveSizes, waveCount, stationCount }: Waves, wave: number): number {
  const sizeAt = (number: number) => waveSizes[Math.min(number, waveSizes.length) - 1] ?? 0;
  if (wave < waveCount) return sizeAt(wave);
  let before = 0;
  for (let number = 1; number < waveCount; number += 1) before += sizeAt(number);
  return Math.max(0, stationCount - before);
}

import type { FirmwareRolloutStationStatus, FirmwareRolloutStatus } from "documents/schema";
import type { RolloutRow } from "documents/rollouts/rollouts";
import { Badge } from "../components/StatusBadge";
import type { Shape } from "../components/StatusIcon";
import { count } from "../format/quantity";
import { texts } from "../texts/texts";

export const rolloutHref = (id: string) => `/firmware/${encodeURIComponent(id)}`;

const rolloutShapes: Record<FirmwareRolloutStatus, Shape> = {
  SCHEDULED: "reserved", RUNNING: "preparing", PAUSED: "suspended-ev", STOPPED: "faulted", CANCELLED: "unavailable", FINISHED: "finishing",
};

const stationShapes: Record<FirmwareRolloutStationStatus, Shape> = {
  WAITING: "unknown", DUE: "reserved", ASKED: "preparing", INSTALLED: "finishing", FAILED: "faulted", MISSED: "offline", SKIPPED: "unavailable",
  CANCELLED: "unavailable",
};

export function RolloutBadge({ status }: { readonly status: FirmwareRolloutStatus }) {
  return <Badge shape={rolloutShapes[status]}>{texts.rollouts.statuses[status]}</Badge>;
}

export function RolloutStationBadge({ status }: { readonly status: FirmwareRolloutStationStatus }) {
  return <Badge shape={stationShapes[status]}>{texts.rollouts.stationStatuses[status]}</Badge>;
}

type Counts = Pick<RolloutRow, "waitingCount" | "underWayCount" | "installedCount" | "failedCount" | "missedCount" | "leftOutCount">;

/** How many are where: a bar, and the same in words for each part that there is. */
export function RolloutProgress({ rollout, isShort = false }: { readonly rollout: Counts; readonly isShort?: boolean }) {
  const { counts } = texts.rollouts;
  const parts: readonly (readonly [Shape, number, string])[] = [
    ["finishing", rollout.installedCount, counts.installed], ["preparing", rollout.underWayCount, counts.underWay],
    ["faulted", rollout.failedCount, counts.failed], ["offline", rollout.missedCount, counts.missed],
    ["unavailable", rollout.leftOutCount, counts.leftOut], ["unknown", rollout.waitingCount, counts.waiting],
  ];
  const shown = parts.filter(([, number]) => number > 0);
  return (
    <div className={isShort ? "rollout-progress short" : "rollout-progress"}>
      <div className="presence-bar" aria-hidden="true">
        {shown.map(([shape, number]) => <i key={shape} className={shape} style={{ flexGrow: number }} />)}
      </div>
      <ul className="rollout-counts">
        {shown.map(([shape, number, text]) => <li key={shape}><Badge shape={shape} isBare><b className="figures">{count(number)}</b> {text}</Badge></li>)}
      </ul>
    </div>
  );
}

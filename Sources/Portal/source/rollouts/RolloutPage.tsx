import { useMemo, useState } from "react";
import { CancelRollout, OneRollout, PauseRollout, ResumeRollout, RolloutChanged, type RolloutRow } from "documents/rollouts/rollouts";
import { useMutation, useQuery, useSubscription } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card, Facts } from "../components/Card";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Note } from "../components/Note";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { Time } from "../components/Time";
import { count, duration, plain } from "../format/quantity";
import { personOf } from "../reservations/reservationColumns";
import type { PageProps } from "../router/routes";
import { useTableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { RolloutBadge, RolloutProgress } from "./progress";
import { WaveLine } from "./WaveLine";
import { RolloutStations, stationStatuses } from "./RolloutStations";

const filters = ["status"];

/** One roll-out: how far it has come, at each station, and what may be done about it. */
export default function RolloutPage({ values }: PageProps) {
  const { rollouts, navigation } = texts;
  const id = values["id"] ?? "";
  const state = useTableState({ filters, sort: "wave" });
  const filter = useMemo(() => {
    const wanted = stationStatuses.filter((each) => state.values("status").includes(each));
    return wanted.length > 0 ? { statuses: wanted } : {};
  }, [state]);
  const query = useQuery(OneRollout, { id, filter, first: state.first, after: state.after });
  const rollout = query.data?.firmwareRollout;
  useSubscription(RolloutChanged, rollout ? { id } : undefined, () => void query.refetch());
  if (rollout === null || query.fault?.code === "BAD_USER_INPUT") return <PageNotFound />;
  const crumbs = [{ text: navigation.operations }, { text: navigation.firmware, href: "/firmware?view=rollouts" }, { text: rollout?.name ?? rollouts.one }];
  if (!rollout) {
    return (
      <>
        <PageHead title={rollouts.one} crumbs={crumbs} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return (
    <>
      <PageHead title={rollout.name} isLive crumbs={crumbs} beside={<RolloutBadge status={rollout.status} />}
        actions={session.may("ROLL_OUT_FIRMWARE") && <Actions rollout={rollout} />} />
      <Trouble rollout={rollout} />
      <div className="grid">
        <div className="span-7 stack"><Progress rollout={rollout} /></div>
        <div className="span-5 stack"><About rollout={rollout} /></div>
      </div>
      <RolloutStations rollout={rollout} list={rollout.stations} state={state} query={query} />
    </>
  );
}

type RolloutProps = { readonly rollout: RolloutRow };

function Actions({ rollout: { id, name, status } }: RolloutProps) {
  const { rollouts } = texts;
  const [isCancelling, setCancelling] = useState(false);
  const pause = useMutation(PauseRollout);
  const resume = useMutation(ResumeRollout);
  const cancel = useMutation(CancelRollout);
  const fault = pause.fault ?? resume.fault;
  const stop = async () => {
    if (await cancel.run({ input: { id } })) setCancelling(false);
  };
  return (
    <>
      {(status === "SCHEDULED" || status === "RUNNING") && (
        <Button icon="halt" disabled={pause.isSending} onClick={() => void pause.run({ input: { id } })}>{rollouts.pause}</Button>
      )}
      {(status === "PAUSED" || status === "STOPPED") && (
        <Button kind="primary" icon="start" disabled={resume.isSending} onClick={() => void resume.run({ input: { id } })}>{rollouts.resume}</Button>
      )}
      {status !== "CANCELLED" && status !== "FINISHED" && <Button kind="danger" onClick={() => setCancelling(true)}>{rollouts.cancel}</Button>}
      {fault && <FaultNote fault={fault} />}
      {isCancelling && (
        <ConfirmDialog title={rollouts.cancelTitle(name)} action={rollouts.cancel} kind="danger" onConfirm={() => void stop()} onCancel={() => setCancelling(false)}>
          <p>{rollouts.cancelBody}</p>
          {cancel.fault && <FaultNote fault={cancel.fault} />}
        </ConfirmDialog>
      )}
    </>
  );
}

/** Why it does not go on. */
function Trouble({ rollout: { status, stopReason, failedCount, maxFailures } }: RolloutProps) {
  const { rollouts } = texts;
  if (stopReason === "IMAGE_DELETED") return <Note kind="warning">{rollouts.imageDeleted}</Note>;
  if (status === "STOPPED") return <Note kind="danger" isAlert>{rollouts.stopped(failedCount, maxFailures)}</Note>;
  return status === "PAUSED" ? <Note kind="info">{rollouts.paused}</Note> : null;
}

function Progress({ rollout }: RolloutProps) {
  const { rollouts, stations } = texts;
  return (
    <Card title={rollouts.progress} aside={<span className="unit">{stations.lead(rollout.stationCount)}</span>}>
      <div className="stack">
        <RolloutProgress rollout={rollout} />
        <WaveLine rollout={rollout} />
        <Facts facts={[
          [rollouts.wave, rollouts.waveOf(rollout.currentWave, rollout.waveCount)],
          [rollouts.nextWave, rollout.nextWaveAt && <Time key="next" at={rollout.nextWaveAt} />],
          [rollouts.ended, rollout.endedAt && <Time key="ended" at={rollout.endedAt} />],
        ]} />
      </div>
    </Card>
  );
}

function About({ rollout }: RolloutProps) {
  const { rollouts, firmware } = texts;
  const { image } = rollout;
  return (
    <Card title={rollouts.about}>
      <Facts facts={[
        [firmware.what, [image ? `${image.vendor} ${image.model} ${rollout.version}` : `${rollout.version} (${firmware.gone})`,
          rollout.isSigned && firmware.signed].filter(Boolean).join(", ")],
        [rollouts.waves, rollout.waveSizes.map(count).join(", ")],
        [rollouts.pauseBetween, plain(duration(rollout.pauseSeconds))], [rollouts.maxFailures, count(rollout.maxFailures)],
        [rollouts.wait, plain(duration(rollout.stationWaitSeconds))], [rollouts.starts, <Time key="starts" at={rollout.startsAt} />],
        [rollouts.by, personOf(rollout.createdBy)],
      ]} />
    </Card>
  );
}

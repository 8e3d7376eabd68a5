import type { OperationState } from "documents/operations/operations";
import type { Stop } from "../components/Line";
import { Time } from "../components/Time";
import { ChargerText } from "../components/ChargerText";
import { texts } from "../texts/texts";
import { Countdown } from "./Countdown";
import { StartedSession, type Followed } from "./StartedSession";

/** Whether nothing more is to come of an operation, as far as one can know. */
export function isOver({ status, effect }: Pick<OperationState, "status" | "effect">): boolean {
  if (status === "QUEUED" || status === "SENT") return false;
  return effect !== "PENDING";
}

export function hasWorked({ status, effect }: Pick<OperationState, "status" | "effect">): boolean {
  return status === "ACCEPTED" && effect !== "MISSED";
}

/** Asked, answered, seen: where an operation is. */
export function stopsOf(operation: Followed): readonly Stop[] {
  return [sent(operation), answered(operation), ...told(operation), ...seen(operation)];
}

function sent({ status, sentAt, requestedAt, station }: OperationState): Stop {
  const { progress } = texts.operations;
  const base = { key: "sent", time: <Time at={sentAt ?? requestedAt} form="seconds" /> };
  if (status === "QUEUED") return { ...base, state: "now", title: progress.queued };
  if (status === "EXPIRED") return { ...base, state: "trouble", title: progress.expired };
  if (sentAt === null && status === "FAILED") return { ...base, state: "trouble", title: progress.offline(station.chargePointId) };
  return { ...base, state: "done", title: progress.sent };
}

function answered({ status, sentAt, answeredAt, answer, failure }: OperationState): Stop {
  const { progress } = texts.operations;
  const word = answerWord(answer);
  const base = { key: "answer", time: answeredAt && <Time at={answeredAt} form="seconds" /> };
  const detail = failure ?? word;
  const shown = detail ? <ChargerText text={detail} /> : undefined;
  switch (status) {
    case "QUEUED": return { ...base, state: "todo", title: progress.answer };
    case "SENT": return { ...base, state: "now", title: progress.waiting, time: sentAt && <Countdown since={sentAt} /> };
    case "ACCEPTED": return { ...base, state: "done", title: progress.accepted, detail: word === "Accepted" ? undefined : shown };
    case "REJECTED": return { ...base, state: "trouble", title: progress.rejected, detail: shown };
    case "TIMED_OUT": return { ...base, state: "trouble", title: progress.timedOut };
    case "EXPIRED": return { ...base, state: "skipped", title: progress.answer };
    case "FAILED":
      return { ...base, state: sentAt === null ? "skipped" : "trouble", title: sentAt === null ? progress.answer : progress.failed, detail: shown };
  }
}

/** What the station told while it carried out an upload or an update. */
function told({ progress, upload }: OperationState): readonly Stop[] {
  const stops: Stop[] = progress.map(({ status, at }, index) => ({
    key: `told ${index}`, state: /fail|invalid|revoked|mismatch|rejected/i.test(status) ? "trouble" : "done",
    title: <ChargerText text={status} />, time: <Time at={at} form="seconds" />,
  }));
  if (upload) {
    stops.push({
      key: "upload", state: "good", title: texts.operations.progress.uploaded, time: <Time at={upload.receivedAt} form="seconds" />,
      detail: upload.fileName ? <ChargerText text={upload.fileName} /> : undefined,
    });
  }
  return stops;
}

function seen(operation: Followed): readonly Stop[] {
  const { kind, effect, status } = operation;
  const { effects } = texts.operations;
  const words = kind in effects ? effects[kind as keyof typeof effects] : effects.OTHER;
  if (effect === "PENDING") {
    return [{ key: "effect", state: status === "ACCEPTED" ? "now" : "todo", title: words.pending }];
  }
  if (effect === "SEEN") {
    return [{ key: "effect", state: "good", title: words.seen, detail: kind === "REMOTE_START" && <StartedSession operation={operation} /> }];
  }
  return effect === "MISSED" ? [{ key: "effect", state: "trouble", title: words.missed }] : [];
}

/** The charger's own word of its answer. */
export function answerWord(answer: unknown): string | undefined {
  const status = typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>)["status"] : undefined;
  return typeof status === "string" ? status : undefined;
}

import { useEffect } from "react";
import { OperationStepsChanged, UpkeepOperation, type OperationSteps } from "documents/upkeep/upkeep";
import { useQuery, useSubscription } from "../api/hooks";
import { ChargerText } from "../components/ChargerText";
import { Line, type Stop } from "../components/Line";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { decimal } from "../format/quantity";
import { texts } from "../texts/texts";

/** What was asked of a station, step by step, as it happens. */
export function OperationLine({ id }: { id: string }) {
  const { data, fault, refetch } = useQuery(UpkeepOperation, { id });
  useSubscription(OperationStepsChanged, { id });
  const isOpen = !data?.operation || !isOver(data.operation);
  useEffect(() => {
    if (!isOpen) return undefined;
    // What happened between the answer to the question and the first event is not told twice.
    const timers = [1000, 4000].map((wait) => setTimeout(() => void refetch(), wait));
    return () => timers.forEach(clearTimeout);
  }, [isOpen, refetch]);
  if (data?.operation) return <Steps operation={data.operation} />;
  return fault ? <FaultNote fault={fault} onRetry={() => void refetch()} /> : <p className="unit" role="status">{texts.loading}</p>;
}

function Steps({ operation }: { operation: OperationSteps }) {
  return (
    <div role="status">
      <Line label={texts.upkeep.steps} stops={stopsOf(operation)} />
    </div>
  );
}

export function stopsOf(operation: OperationSteps): readonly Stop[] {
  const stops = [sentStop(operation), answerStop(operation), ...progressStops(operation)];
  const effect = effectStop(operation);
  return effect ? [...stops, effect] : stops;
}

/** Nothing more is to come of it. */
export function isOver({ status, effect }: Pick<OperationSteps, "status" | "effect">): boolean {
  return status !== "QUEUED" && status !== "SENT" && effect !== "PENDING";
}

function sentStop({ status, sentAt, failure, requestedAt }: OperationSteps): Stop {
  const { upkeep } = texts;
  if (sentAt) return { key: "sent", state: "done", title: upkeep.sent, time: <Time at={sentAt} form="seconds" /> };
  const time = <Time at={requestedAt} form="seconds" />;
  if (status === "QUEUED") return { key: "sent", state: "now", title: upkeep.queued, time };
  const title = status === "EXPIRED" ? upkeep.expired : upkeep.notSent;
  return { key: "sent", state: "trouble", title, time, detail: failure };
}

function answerStop(operation: OperationSteps): Stop {
  const { upkeep } = texts;
  const { status, sentAt, answeredAt, failure } = operation;
  const key = "answer";
  if (!sentAt) return { key, state: status === "QUEUED" ? "todo" : "skipped", title: upkeep.answer };
  if (status === "SENT") return { key, state: "now", title: upkeep.waitingForAnswer };
  const time = answeredAt ? <Time at={answeredAt} form="seconds" /> : undefined;
  switch (status) {
    case "ACCEPTED": return { key, state: "done", title: upkeep.saidYes, time, detail: <Answer operation={operation} /> };
    case "REJECTED": return { key, state: "trouble", title: upkeep.saidNo, time, detail: <Answer operation={operation} /> };
    case "TIMED_OUT": return { key, state: "trouble", title: upkeep.noAnswer, detail: upkeep.lateAnswer };
    default: return { key, state: "trouble", title: upkeep.failed, time, detail: failure };
  }
}

function Answer({ operation: { answer, sentAt, answeredAt } }: { operation: OperationSteps }) {
  const word = statusOf(answer);
  const seconds = sentAt && answeredAt ? (Date.parse(answeredAt) - Date.parse(sentAt)) / 1000 : undefined;
  return (
    <>
      {word !== undefined && <ChargerText text={word} />}
      {word !== undefined && seconds !== undefined && " · "}
      {seconds !== undefined && texts.upkeep.after(decimal(seconds, 1))}
    </>
  );
}

function statusOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null) return undefined;
  const { status, errorCode } = answer as { status?: unknown; errorCode?: unknown };
  return typeof status === "string" ? status : typeof errorCode === "string" ? errorCode : undefined;
}

function progressStops({ progress }: OperationSteps): readonly Stop[] {
  return progress.map(({ status, at }, index) => ({
    key: `progress-${index}`, state: status.endsWith("Failed") || status.startsWith("Invalid") ? "trouble" : "done",
    title: <ProgressWord status={status} />, time: <Time at={at} form="seconds" />,
  }));
}

/** What a charger calls a step, in our words where we have some. */
export function ProgressWord({ status }: { status: string }) {
  const words = texts.upkeep.progress as Readonly<Record<string, string>>;
  const known = new Map(Object.entries(words)).get(status);
  return known === undefined ? <ChargerText text={status} /> : <>{known}</>;
}

function effectStop({ kind, status, effect }: OperationSteps): Stop | undefined {
  const kinds = texts.upkeep.effects as Readonly<Record<string, typeof texts.upkeep.effects.other>>;
  const words = kinds[kind] ?? texts.upkeep.effects.other;
  switch (effect) {
    case "PENDING": return { key: "effect", state: "now", title: words.pending };
    case "SEEN": return { key: "effect", state: "good", title: words.seen };
    case "MISSED": return { key: "effect", state: "trouble", title: words.missed };
    case "NONE": {
      if (!(kind in kinds) || status === "ACCEPTED") return undefined;
      return { key: "effect", state: status === "QUEUED" || status === "SENT" ? "todo" : "skipped", title: words.seen };
    }
  }
}

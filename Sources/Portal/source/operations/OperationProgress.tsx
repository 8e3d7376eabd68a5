import { useEffect, useRef } from "react";
import { OneOperation, OperationChanged, type OperationState } from "documents/operations/operations";
import { useQuery, useSubscription } from "../api/hooks";
import { Badge } from "../components/StatusBadge";
import { Line } from "../components/Line";
import { texts } from "../texts/texts";
import { ScheduleComparison } from "./ScheduleComparison";
import { hasWorked, isOver, stopsOf } from "./stops";

interface OneProps {
  readonly operation: OperationState;
  readonly onChange?: (operation: OperationState) => void;
}

/** One operation, followed from its sending to what came of it. */
export function OperationProgress({ operation: asked, onChange }: OneProps) {
  const operation = useFollowed(asked);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => tell.current?.(operation), [operation]);
  const stops = stopsOf(operation);
  const last = [...stops].reverse().find(({ state }) => state !== "todo" && state !== "skipped");
  return (
    <>
      <Line label={texts.operations.kinds[operation.kind]} stops={stops} />
      {operation.kind === "GET_COMPOSITE_SCHEDULE" && operation.status === "ACCEPTED" && <ScheduleComparison operation={operation.id} />}
      <p className="visually-hidden" role="status">{last && texts.stops[last.state]}: {last?.title}</p>
    </>
  );
}

function useFollowed(asked: OperationState): OperationState {
  useSubscription(OperationChanged, { id: asked.id });
  const { data, refetch } = useQuery(OneOperation, { id: asked.id });
  const operation = data?.operation ?? asked;
  const isRunning = !isOver(operation);
  // An event that is lost would leave one waiting for nothing.
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void refetch(), 5000);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
  return operation;
}

/** Of many stations, a line each; those that failed first. */
export function ManyProgress({ operations, onChange }: {
  readonly operations: readonly OperationState[];
  readonly onChange: (operation: OperationState) => void;
}) {
  return (
    <ul className="operation-rows">
      {operations.map((operation) => <ManyRow key={operation.id} operation={operation} onChange={onChange} />)}
    </ul>
  );
}

function ManyRow({ operation: asked, onChange }: { readonly operation: OperationState; readonly onChange: (operation: OperationState) => void }) {
  const operation = useFollowed(asked);
  const tell = useRef(onChange);
  tell.current = onChange;
  useEffect(() => tell.current(operation), [operation]);
  return (
    <li>
      <b className="ids">{operation.station.chargePointId}</b>
      <OperationBadge operation={operation} />
    </li>
  );
}

/** Where it is, in one word. */
export function OperationBadge({ operation }: { readonly operation: Pick<OperationState, "status" | "effect" | "sentAt"> }) {
  const { status, effect } = operation;
  const { statuses, effectStates } = texts.operations;
  if (!isOver(operation)) {
    return <Badge shape="preparing">{status === "ACCEPTED" ? effectStates.PENDING : statuses[status]}</Badge>;
  }
  if (hasWorked(operation)) return <Badge shape="finishing">{effect === "SEEN" ? effectStates.SEEN : statuses.ACCEPTED}</Badge>;
  return <Badge shape="faulted">{status === "ACCEPTED" ? effectStates.MISSED : statuses[status]}</Badge>;
}

import { OneOperation, OperationChanged, type OneOperationData, type OperationChangedData, type OperationState } from "documents/operations/operations";
import { request } from "../api/request";
import { socket } from "../api/socket";
import { toast } from "../components/toasts";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { hasWorked, isOver, stopsOf } from "./stops";

const longest = 5 * 60_000;

/** Waits for the end of an operation that nobody looks at any more, and tells it. */
export function followAfterwards({ id }: OperationState): void {
  let isDone = false;
  const end = (operation: OperationState) => {
    if (isDone || !isOver(operation)) return;
    isDone = true;
    stop();
    clearTimeout(timer);
    tell(operation);
  };
  const stop = socket.listen({
    query: OperationChanged.text, operationName: OperationChanged.name, variables: { id },
    next: ({ data }) => {
      if (data) end((data as OperationChangedData).operationChanged);
    },
  });
  const timer = setTimeout(stop, longest);
  // It may have ended between the last look and the first event.
  request(OneOperation, { id }).then(({ operation }: OneOperationData) => operation && end(operation), () => undefined);
}

function tell(operation: OperationState): void {
  const stops = stopsOf(operation);
  const last = [...stops].reverse().find(({ state }) => state !== "todo" && state !== "skipped");
  toast(hasWorked(operation) ? "done" : "failed", (
    <>
      <Link href={`/operations/${encodeURIComponent(operation.id)}`}>
        {texts.operations.kinds[operation.kind]} · {operation.station.chargePointId}
      </Link>
      <span className="toast-line">{last?.title}</span>
    </>
  ));
}

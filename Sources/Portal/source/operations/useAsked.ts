import { useCallback, useRef, useState } from "react";
import type { Asked, OperationState } from "documents/operations/operations";
import { hasWorked, isOver } from "./stops";

/** What was asked of stations, as far as it has come, and where it came to nothing. */
export function useAsked() {
  const [asked, setAsked] = useState<Asked>();
  const latest = useRef(new Map<string, OperationState>());
  const [, redraw] = useState(0);
  const changed = useCallback((operation: OperationState) => {
    latest.current.set(operation.id, operation);
    redraw((before) => before + 1);
  }, []);
  const forget = useCallback(() => {
    latest.current.clear();
    setAsked(undefined);
  }, []);
  const operations = (asked?.operations ?? []).map((each) => latest.current.get(each.id) ?? each);
  const failed = operations.filter((each) => isOver(each) && !hasWorked(each));
  return { asked, setAsked, changed, forget, operations, failed };
}

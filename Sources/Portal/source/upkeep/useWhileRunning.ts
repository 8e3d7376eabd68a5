import { useEffect } from "react";
import type { OperationState } from "documents/operations/operations";
import type { Query } from "../api/hooks";
import { isOver } from "../operations/stops";

const pause = 5000;

/** The API tells of an operation's end, not of the steps before it: while one runs, a list of them is asked again. */
export function useWhileRunning(query: Query<unknown>, rows: readonly Pick<OperationState, "status" | "effect">[] | undefined): void {
  const isRunning = rows?.some((row) => !isOver(row)) ?? false;
  const { refetch } = query;
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) void refetch();
    }, pause);
    return () => clearInterval(timer);
  }, [isRunning, refetch]);
}

import { useEffect } from "react";
import type { OperationState } from "documents/operations/operations";
import type { Query } from "../api/hooks";
import { isOver } from "../operations/stops";

const pause = 5000;

/** The API tells of an operation's end, not of the steps before it: while one runs, a list of them is asked again. */
export function useWhileRunning(query: Query<unknown>, rows: readonly Pick<OperationState, "status" | "effect">[] | undefined): void {
  useAskingAgain(query, rows?.some((row) => !isOver(row)) ?? false);
}

/** For whatever no event tells of. */
export function useAskingAgain({ refetch }: Query<unknown>, isRunning: boolean, every = pause): void {
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) void refetch();
    }, every);
    return () => clearInterval(timer);
  }, [every, isRunning, refetch]);
}

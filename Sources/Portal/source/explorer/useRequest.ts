import { useState } from "react";
import type { Client } from "../api/client";
import type { OperationSummary } from "../graphql/operations";
import type { Request } from "../graphql/secrets";
import { useRun, type Run } from "./useRun";
import { readHistory, withRun, writeHistory, type HistoryEntry } from "./history";
import { readVariables } from "./variables";

export interface RequestFlow {
  readonly run: Run;
  readonly history: readonly HistoryEntry[];
  changeHistory(entries: HistoryEntry[]): void;
  /** The mutation that waits for a yes. */
  readonly asked: OperationSummary | undefined;
  answerAsked(isYes: boolean, isRemembered: boolean): void;
  /** Runs the operation, or asks first; false when the variables are in the way. */
  submit(): boolean;
}

/** From the button to the request: variables, the question before a mutation, the history. */
export function useRequest(
  client: Client, draft: Request, operation: OperationSummary | undefined, isTraced: boolean, onHistoryFull: () => void,
): RequestFlow {
  const run = useRun(client);
  const [history, setHistory] = useState<readonly HistoryEntry[]>(readHistory);
  const [asked, setAsked] = useState<OperationSummary>();
  const [asksNoMore, setAsksNoMore] = useState(false);

  const changeHistory = (entries: HistoryEntry[]) => {
    setHistory(entries);
    if (!writeHistory(entries)) onHistoryFull();
  };
  const send = () => {
    const variables = readVariables(draft.variables);
    if (variables.kind === "bad") return;
    changeHistory(withRun(readHistory(), draft, Date.now()));
    run.start({
      query: draft.query, variables: variables.values,
      ...(operation?.name && { operationName: operation.name }),
      ...(isTraced && { extensions: { trace: true } }),
    }, operation?.type ?? "query");
  };
  return {
    run, history, changeHistory, asked,
    submit: () => {
      if (readVariables(draft.variables).kind === "bad") return false;
      if (operation?.type === "mutation" && !asksNoMore) setAsked(operation);
      else send();
      return true;
    },
    answerAsked: (isYes, isRemembered) => {
      setAsked(undefined);
      if (!isYes) return;
      if (isRemembered) setAsksNoMore(true);
      send();
    },
  };
}


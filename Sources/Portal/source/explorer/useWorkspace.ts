import { useEffect, useMemo, useRef, useState } from "react";
import type { Client } from "../api/client";
import { operationAt, operations as operationsOf } from "../graphql/operations";
import { prettify } from "../graphql/printer";
import { problems as problemsOf } from "../graphql/validation";
import { texts } from "./texts/texts";
import type { Notice } from "./NoticeLine";
import { copyText } from "../components/copyText";
import { makeShareLink } from "./shareLink";
import { useDraft } from "./useDraft";
import { useRequest } from "./useRequest";
import { useSchema } from "./useSchema";
import { readVariables } from "./variables";

/** What is being written and asked, and what can be done with it; how it is laid out is the workspace's. */
export function useWorkspace(client: Client, onSignedOut: () => void) {
  const [notice, setNotice] = useState<Notice>();
  const say = (text: string, isBad = false) => setNotice({ kind: "said", text, isBad });

  const schema = useSchema(client);
  const known = schema.state.kind === "ready" ? schema.state.schema : undefined;
  const { draft, setDraft } = useDraft(() => say(texts.explorer.linkBroken, true));
  const [cursor, setCursor] = useState(0);
  const [isTraced, setTraced] = useState(false);

  const operations = useMemo(() => operationsOf(draft.query), [draft.query]);
  const operation = operationAt(operations, cursor);
  const problems = useMemo(() => problemsOf(draft.query, known), [draft.query, known]);
  const flow = useRequest(client, draft, operation, isTraced, () => say(texts.history.full, true));
  const { outcome } = flow.run;
  useEffect(() => {
    if (outcome.kind === "answered" && outcome.exchange.status === 401) onSignedOut();
  }, [outcome, onSignedOut]);

  /** False when nothing was sent: the variables are in the way. */
  const submit = (): boolean => {
    const isSent = flow.submit();
    const variables = readVariables(draft.variables);
    if (isSent) setNotice(undefined);
    else if (variables.kind === "bad") say(variables.message, true);
    return isSent;
  };
  const tidy = () => {
    try {
      setDraft({ ...draft, query: prettify(draft.query) });
    } catch {
      say(texts.explorer.prettifyFailed, true);
    }
  };
  const share = async () => {
    const link = makeShareLink(draft, location.href);
    if (link.kind === "tooLong") return say(texts.explorer.shareTooLong(link.kilobytes), true);
    history.replaceState(null, "", link.address);
    if (!await copyText(link.address)) return setNotice({ kind: "link", address: link.address });
    say(link.hasLostSecrets ? texts.explorer.shareDoneWithout : texts.explorer.shareDone);
  };
  return {
    notice, setNotice, schema, known, draft, setDraft, setCursor, isTraced, setTraced, operations, operation, problems,
    flow, outcome, submit, tidy, share,
  };
}

export type WorkspaceState = ReturnType<typeof useWorkspace>;

/** Control-Enter runs from wherever the focus is; the editors see to it themselves. */
export function useRunKey(run: () => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}

import { useEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode } from "react";
import type { Client } from "../api/client";
import { Button } from "../components/Button";
import { Note } from "../components/Note";
import { Splitter } from "../components/Splitter";
import { Tabs } from "../components/Tabs";
import { useMediaQuery } from "../components/useMediaQuery";
import { operationAt, operations as operationsOf } from "../graphql/operations";
import { prettify } from "../graphql/printer";
import { problems as problemsOf } from "../graphql/validation";
import { texts } from "../texts/texts";
import { DocsPanel } from "./DocsPanel";
import { HistoryPanel } from "./HistoryPanel";
import { MutationQuestion } from "./MutationQuestion";
import { NoticeLine, type Notice } from "./NoticeLine";
import { ProblemList, offsetOf } from "./ProblemList";
import { QueryEditor } from "./QueryEditor";
import { ResultPane } from "./ResultPane";
import { Toolbar } from "./Toolbar";
import { VariablesPane } from "./VariablesPane";
import { copyText } from "./copyText";
import { makeShareLink } from "./shareLink";
import { useDraft } from "./useDraft";
import { useRequest } from "./useRequest";
import { useSchema } from "./useSchema";
import { readVariables } from "./variables";

type Panel = "query" | "result" | "docs" | "history";
type Side = "docs" | "history" | undefined;

/** On a narrow screen one panel shows at a time. */
const narrow = "(max-width: 859px)";

/** Query, variables, answer, and beside them the documentation or the history. */
export function Workspace({ client, onSignedOut }: { client: Client; onSignedOut: () => void }) {
  const isNarrow = useMediaQuery(narrow);
  const [panel, setPanel] = useState<Panel>("query");
  const [side, setSide] = useState<Side>();
  const [split, setSplit] = useState(50);
  const [notice, setNotice] = useState<Notice>();
  const say = (text: string, isBad = false) => setNotice({ kind: "said", text, isBad });

  const { state: schemaState, reload } = useSchema(client);
  const schema = schemaState.kind === "ready" ? schemaState.schema : undefined;
  const { draft, setDraft } = useDraft(() => say(texts.explorer.linkBroken, true));
  const [cursor, setCursor] = useState(0);
  const [isTraced, setTraced] = useState(false);
  const goTo = useRef<(offset: number) => void>();

  const operations = useMemo(() => operationsOf(draft.query), [draft.query]);
  const operation = operationAt(operations, cursor);
  const problems = useMemo(() => problemsOf(draft.query, schema), [draft.query, schema]);
  const flow = useRequest(client, draft, operation, isTraced, () => say(texts.history.full, true));
  const { outcome } = flow.run;

  useEffect(() => {
    if (outcome.kind === "answered" && outcome.exchange.status === 401) onSignedOut();
  }, [outcome, onSignedOut]);

  const submit = () => {
    if (flow.submit()) {
      setNotice(undefined);
      if (operation?.type !== "mutation") setPanel("result");
    } else {
      const variables = readVariables(draft.variables);
      if (variables.kind === "bad") say(variables.message, true);
    }
  };
  useRunKey(submit);
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
  const show = (offset: number) => {
    setPanel("query");
    // The editor takes the focus only once it is shown.
    setTimeout(() => goTo.current?.(offset));
  };
  const closeSide = isNarrow ? {} : { onClose: () => setSide(undefined) };
  const isShown = (each: Panel) => (isNarrow ? panel === each : each === "query" || each === "result" || side === each);

  return (
    <div className="explorer" data-side={isNarrow ? undefined : side}>
      <div className="explorer-head">
        <div>
          <h1>{texts.explorer.title}</h1>
          <p className="lead">{texts.explorer.lead}</p>
        </div>
        {!isNarrow && (
          <div className="explorer-sides">
            {(["docs", "history"] as const).map((each) => (
              <Button key={each} icon={each === "docs" ? "book" : "history"} aria-pressed={side === each}
                onClick={() => setSide(side === each ? undefined : each)}>
                {texts.explorer[each]}
              </Button>
            ))}
          </div>
        )}
      </div>
      {isNarrow && (
        <Tabs label={texts.explorer.panels} name="panel" selected={panel} onSelect={setPanel}
          tabs={(["query", "result", "docs", "history"] as const).map((id) => ({ id, label: texts.explorer[id] }))} />
      )}
      {notice && <NoticeLine notice={notice} onClose={() => setNotice(undefined)} />}
      {schemaState.kind === "failed" && <SchemaFailure reason={schemaState.reason} onReload={reload} />}
      <div className="explorer-body">
        <div className="explorer-panels" style={widths(split)}>
          <PanelBox id="query" isNarrow={isNarrow} isShown={isShown("query")}>
            <section className="pane query-pane" aria-labelledby="query-title">
              <h2 id="query-title" className="visually-hidden">{texts.explorer.query}</h2>
              <Toolbar operations={operations} chosen={operation} onChoose={(chosen) => show(chosen.start)}
                isRunning={flow.run.isRunning} onRun={submit} onStop={flow.run.stop} onPrettify={tidy}
                onShare={() => void share()} isTraced={isTraced} onTrace={setTraced} />
              <QueryEditor value={draft.query} schema={schema} problems={problems} onCursor={setCursor} onRun={submit}
                onChange={(query) => setDraft((before) => ({ ...before, query }))} onPrettify={tidy}
                onReady={(move) => {
                  goTo.current = move;
                }} />
              <ProblemList source={draft.query} problems={problems} onGoTo={show} />
              <p className="pane-foot hint keys">
                {schemaState.kind === "loading" ? texts.explorer.loadingSchema : texts.explorer.keys}
              </p>
            </section>
            <VariablesPane query={draft.query} operation={operation} schema={schema} value={draft.variables}
              onChange={(variables) => setDraft((before) => ({ ...before, variables }))} onRun={submit} />
          </PanelBox>
          {!isNarrow && <Splitter label={texts.explorer.splitter} value={split} onChange={setSplit} />}
          <PanelBox id="result" isNarrow={isNarrow} isShown={isShown("result")}>
            <ResultPane outcome={outcome} onClearEvents={flow.run.clearEvents}
              onGoTo={(line, column) => show(offsetOf(draft.query, line, column))} />
          </PanelBox>
        </div>
        <PanelBox id="docs" isNarrow={isNarrow} isShown={isShown("docs")}>
          <DocsPanel schema={schema} {...closeSide} />
        </PanelBox>
        <PanelBox id="history" isNarrow={isNarrow} isShown={isShown("history")}>
          <HistoryPanel entries={flow.history} onChange={flow.changeHistory} {...closeSide}
            onOpen={({ query, variables }) => {
              setDraft({ query, variables });
              setPanel("query");
            }} />
        </PanelBox>
      </div>
      {flow.asked && <MutationQuestion operation={flow.asked} onAnswer={(isYes, isRemembered) => {
        flow.answerAsked(isYes, isRemembered);
        if (isYes) setPanel("result");
      }} />}
    </div>
  );
}

function widths(split: number): CSSProperties {
  return { "--split": `${split}fr`, "--rest": `${100 - split}fr` } as CSSProperties;
}

/** A panel keeps what is in it while another one shows. */
function PanelBox({ id, isNarrow, isShown, children }: {
  id: Panel; isNarrow: boolean; isShown: boolean; children: ReactNode;
}) {
  return (
    <div className={`panel-box ${id}-box`} hidden={!isShown}
      {...(isNarrow && { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `panel-tab-${id}` })}>
      {children}
    </div>
  );
}

function SchemaFailure({ reason, onReload }: { reason: string; onReload: () => void }) {
  return (
    <Note kind="warning" isAlert>
      <p><strong>{texts.explorer.schemaFailed}</strong>: {reason}</p>
      <p>{texts.explorer.schemaFailedHint}{" "}
        <button type="button" className="link" onClick={onReload}>{texts.explorer.tryAgain}</button></p>
    </Note>
  );
}

/** Control-Enter runs from wherever the focus is; the editors see to it themselves. */
function useRunKey(run: () => void): void {
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

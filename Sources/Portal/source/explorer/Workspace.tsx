import { useRef, useState, type CSSProperties } from "react";
import type { Client } from "../api/client";
import { Button } from "../components/Button";
import { Note } from "../components/Note";
import { Splitter } from "../components/Splitter";
import { Tabs } from "../components/Tabs";
import { useMediaQuery } from "../components/useMediaQuery";
import { texts } from "./texts/texts";
import { DocsPanel } from "./DocsPanel";
import { HistoryPanel } from "./HistoryPanel";
import { MutationQuestion } from "./MutationQuestion";
import { NoticeLine } from "./NoticeLine";
import { PanelBox, type Panel } from "./PanelBox";
import { offsetOf } from "./ProblemList";
import { QueryPane } from "./QueryPane";
import { ResultPane } from "./ResultPane";
import { VariablesPane } from "./VariablesPane";
import { useRunKey, useWorkspace } from "./useWorkspace";

type Side = "docs" | "history";

/** On a narrow screen one panel shows at a time. */
const narrow = "(max-width: 859px)";

/** Query, variables, answer, and beside them the documentation or the history. */
export function Workspace({ client, onSignedOut }: { client: Client; onSignedOut: () => void }) {
  const workspace = useWorkspace(client, onSignedOut);
  const { draft, setDraft, flow, notice } = workspace;
  const isNarrow = useMediaQuery(narrow);
  const [panel, setPanel] = useState<Panel>("query");
  const [side, setSide] = useState<Side>();
  const [split, setSplit] = useState(50);
  const goTo = useRef<(offset: number) => void>();

  const run = () => {
    if (workspace.submit() && workspace.operation?.type !== "mutation") setPanel("result");
  };
  useRunKey(run);
  const show = (offset: number) => {
    setPanel("query");
    // The editor takes the focus only once it is shown.
    setTimeout(() => goTo.current?.(offset));
  };
  const closeSide = isNarrow ? {} : { onClose: () => setSide(undefined) };
  const box = (id: Panel) => ({
    id, isNarrow, isShown: isNarrow ? panel === id : id === "query" || id === "result" || side === id,
  });

  return (
    <div className="explorer" data-side={isNarrow ? undefined : side}>
      <Head side={side} {...(!isNarrow && { onSide: setSide })} />
      {isNarrow && (
        <Tabs label={texts.explorer.panels} name="panel" selected={panel} onSelect={setPanel}
          tabs={(["query", "result", "docs", "history"] as const).map((id) => ({ id, label: texts.explorer[id] }))} />
      )}
      {notice && <NoticeLine notice={notice} onClose={() => workspace.setNotice(undefined)} />}
      {workspace.schema.state.kind === "failed" && (
        <SchemaFailure reason={workspace.schema.state.reason} onReload={workspace.schema.reload} />
      )}
      <div className="explorer-body">
        <div className="explorer-panels" style={widths(split)}>
          <PanelBox {...box("query")}>
            <QueryPane workspace={workspace} onRun={run} onGoTo={show} onReady={(move) => {
              goTo.current = move;
            }} />
            <VariablesPane query={draft.query} operation={workspace.operation} schema={workspace.known}
              value={draft.variables} onRun={run}
              onChange={(variables) => setDraft((before) => ({ ...before, variables }))} />
          </PanelBox>
          {!isNarrow && <Splitter label={texts.explorer.splitter} value={split} onChange={setSplit} />}
          <PanelBox {...box("result")}>
            <ResultPane outcome={workspace.outcome} onClearEvents={flow.run.clearEvents}
              onGoTo={(line, column) => show(offsetOf(draft.query, line, column))} />
          </PanelBox>
        </div>
        <PanelBox {...box("docs")}>
          <DocsPanel schema={workspace.known} {...closeSide} />
        </PanelBox>
        <PanelBox {...box("history")}>
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

function Head({ side, onSide }: { side: Side | undefined; onSide?: (side: Side | undefined) => void }) {
  return (
    <div className="explorer-head">
      <div>
        <h1>{texts.explorer.title}</h1>
        <p className="lead">{texts.explorer.lead}</p>
      </div>
      {onSide && (
        <div className="explorer-sides">
          {(["docs", "history"] as const).map((each) => (
            <Button key={each} icon={each === "docs" ? "book" : "history"} aria-pressed={side === each}
              onClick={() => onSide(side === each ? undefined : each)}>
              {texts.explorer[each]}
            </Button>
          ))}
        </div>
      )}
    </div>
  );
}

function widths(split: number): CSSProperties {
  return { "--split": `${split}fr`, "--rest": `${100 - split}fr` } as CSSProperties;
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

import { texts } from "./texts/texts";
import { ProblemList } from "./ProblemList";
import { QueryEditor } from "./QueryEditor";
import { Toolbar } from "./Toolbar";
import type { WorkspaceState } from "./useWorkspace";

interface QueryPaneProps {
  readonly workspace: WorkspaceState;
  readonly onRun: () => void;
  readonly onGoTo: (offset: number) => void;
  readonly onReady: (goTo: (offset: number) => void) => void;
}

/** The query with its buttons above and its problems below. */
export function QueryPane({ workspace, onRun, onGoTo, onReady }: QueryPaneProps) {
  const { draft, operations, operation, flow, problems } = workspace;
  return (
    <section className="pane query-pane" aria-labelledby="query-title">
      <h2 id="query-title" className="visually-hidden">{texts.explorer.query}</h2>
      <Toolbar
        operations={operations} chosen={operation} onChoose={(chosen) => onGoTo(chosen.start)}
        isRunning={flow.run.isRunning} onRun={onRun} onStop={flow.run.stop} onPrettify={workspace.tidy}
        onShare={() => void workspace.share()} isTraced={workspace.isTraced} onTrace={workspace.setTraced}
      />
      <QueryEditor
        value={draft.query} schema={workspace.known} problems={problems} onCursor={workspace.setCursor} onRun={onRun}
        onChange={(query) => workspace.setDraft((before) => ({ ...before, query }))} onPrettify={workspace.tidy}
        onReady={onReady}
      />
      <ProblemList source={draft.query} problems={problems} onGoTo={onGoTo} />
      <p className="pane-foot hint keys">
        {workspace.schema.state.kind === "loading" ? texts.explorer.loadingSchema : texts.explorer.keys}
      </p>
    </section>
  );
}

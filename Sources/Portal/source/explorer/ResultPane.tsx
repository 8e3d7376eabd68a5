import { Note } from "../components/Note";
import { texts } from "./texts/texts";
import { AnswerView } from "./AnswerView";
import { EventStream } from "./EventStream";
import type { Outcome } from "./useRun";

interface ResultPaneProps {
  readonly outcome: Outcome;
  readonly onGoTo: (line: number, column: number) => void;
  readonly onClearEvents: () => void;
}

export function ResultPane({ outcome, onGoTo, onClearEvents }: ResultPaneProps) {
  return (
    <section className="pane result-pane" aria-labelledby="result-title" aria-busy={outcome.kind === "running"}>
      <h2 id="result-title" className="visually-hidden">{texts.explorer.result}</h2>
      {outcome.kind === "running" && <div className="progress" aria-hidden="true" />}
      <Body outcome={outcome} onGoTo={onGoTo} onClearEvents={onClearEvents} />
    </section>
  );
}

function Body({ outcome, onGoTo, onClearEvents }: ResultPaneProps) {
  switch (outcome.kind) {
    case "idle":
      return (
        <div className="empty">
          <EmptyArt />
          <h3>{texts.result.emptyTitle}</h3>
          <p>{texts.result.empty}</p>
        </div>
      );
    case "running":
      return <p className="empty-line" role="status">{texts.result.running}</p>;
    case "cancelled":
      return (
        <Note kind="info" isAlert>
          {outcome.isMutation ? texts.result.cancelledMutation : texts.result.cancelled}
        </Note>
      );
    case "unreachable":
      return <Note kind="danger" isAlert>{texts.result.unreachable}</Note>;
    case "answered":
      return <AnswerView exchange={outcome.exchange} onGoTo={onGoTo} />;
    case "stream":
      return <EventStream stream={outcome} onClear={onClearEvents} />;
  }
}

/** The line with stops, our one way to draw that something goes from here to there. */
function EmptyArt() {
  return (
    <svg className="empty-art" viewBox="0 0 160 40" aria-hidden="true" focusable="false">
      <path className="track" d="M30 20h100" />
      <circle className="stop done" cx="24" cy="20" r="7" />
      <circle className="stop" cx="80" cy="20" r="7" />
      <circle className="stop ahead" cx="136" cy="20" r="7" />
    </svg>
  );
}

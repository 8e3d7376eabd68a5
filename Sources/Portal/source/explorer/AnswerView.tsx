import { useMemo, useState } from "react";
import type { Exchange, GraphQLFault } from "../api/client";
import { prettyJSON } from "../api/prettyJSON";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { Note } from "../components/Note";
import { TabPanel, Tabs } from "../components/Tabs";
import { texts } from "./texts/texts";
import { Editor } from "./Editor";
import { FindBar } from "./FindBar";
import { TraceTable } from "./TraceTable";
import type { CodeMirror } from "./codeMirror";
import { copyText } from "../components/copyText";
import { costText } from "./cost";

interface AnswerViewProps {
  readonly exchange: Exchange;
  readonly onGoTo: (line: number, column: number) => void;
}

/** Colours cost time; an answer beyond this is shown without them. */
const mostColoured = 4_000_000;
const mostErrors = 20;

type View = "response" | "trace" | "extensions";

/** What the server answered, how long it took, and what it says about it. */
export function AnswerView({ exchange, onGoTo }: AnswerViewProps) {
  const [view, setView] = useState<View>("response");
  const [editor, setEditor] = useState<CodeMirror.Editor>();
  const { answer, text } = exchange;
  const shown = useMemo(() => (answer ? prettyJSON(text) : text), [answer, text]);
  const isColoured = answer !== undefined && text.length <= mostColoured;
  const { trace, ...others } = answer?.extensions ?? {};
  return (
    <div className="answer">
      <div className="result-bar">
        <Tabs
          label={texts.result.views} name="answer" selected={view} onSelect={setView}
          tabs={(["response", "trace", "extensions"] as const).map((id) => ({ id, label: texts.result[id] }))}
        />
        <AnswerFacts exchange={exchange} />
      </div>
      <TabPanel name="answer" id="response" selected={view}>
        {answer?.errors && <ErrorList errors={answer.errors} onGoTo={onGoTo} />}
        {!answer && <Note kind="danger" isAlert>{texts.result.notJSON}</Note>}
        {answer && !isColoured && <Note kind="info">{texts.result.tooLarge(texts.result.size(exchange.bytes))}</Note>}
        <div className="answer-tools">
          <FindBar editor={editor} text={shown} />
          <CopyButton text={shown} />
        </div>
        <Editor
          key={String(isColoured)} label={texts.explorer.resultLabel} value={shown} isReadOnly
          mode={isColoured ? "json" : "text/plain"} onReady={setEditor}
          options={{ foldGutter: true, gutters: ["CodeMirror-linenumbers", "CodeMirror-foldgutter"] }}
        />
      </TabPanel>
      <TabPanel name="answer" id="trace" selected={view}>
        {trace === undefined ? <p className="empty-line">{texts.result.noTrace}</p> : <TraceTable trace={trace} />}
      </TabPanel>
      <TabPanel name="answer" id="extensions" selected={view}>
        {Object.keys(others).length === 0
          ? <p className="empty-line">{texts.result.noExtensions}</p>
          : <pre className="json" tabIndex={0}>{JSON.stringify(others, null, 2)}</pre>}
      </TabPanel>
    </div>
  );
}

function AnswerFacts({ exchange }: { exchange: Exchange }) {
  const { status, statusText, milliseconds, bytes, answer } = exchange;
  const errors = answer?.errors?.length ?? 0;
  const cost = costText(answer?.extensions?.["cost"]);
  const isGood = status >= 200 && status < 300 && errors === 0 && answer !== undefined;
  return (
    <p className="facts" role="status">
      <span className={isGood ? "fact good" : "fact bad"}>
        <Icon name={isGood ? "check" : "warning"} />
        {errors > 0 ? texts.result.errors(errors) : texts.result.status(status, statusText)}
      </span>
      <span className="fact">{texts.result.time(milliseconds)}</span>
      <span className="fact">{texts.result.size(bytes)}</span>
      {cost && <span className="fact">{cost}</span>}
    </p>
  );
}

function ErrorList({ errors, onGoTo }: {
  errors: readonly GraphQLFault[]; onGoTo: (line: number, column: number) => void;
}) {
  return (
    <ul className="errors">
      {errors.slice(0, mostErrors).map((error, index) => (
        // The server's errors have no identity of their own.
        <li key={index} className="note danger">
          <Icon name="warning" />
          <div className="note-body">
            <p>{error.message}</p>
            <p className="error-details">
              {error.extensions?.code && <code>{error.extensions.code}</code>}
              {error.path && <code>{error.path.join(".")}</code>}
              {error.locations?.slice(0, 1).map(({ line, column }) => (
                <button key={`${line}:${column}`} type="button" className="link" onClick={() => onGoTo(line, column)}
                  aria-label={texts.result.goTo(line, column)}>
                  {texts.result.errorAt(line, column)}
                </button>
              ))}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function CopyButton({ text }: { text: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    setCopied(await copyText(text));
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <Button kind="plain" className="small" icon={isCopied ? "check" : "copy"} onClick={() => void copy()}>
      <span aria-live="polite">{isCopied ? texts.copied : texts.result.copy}</span>
    </Button>
  );
}

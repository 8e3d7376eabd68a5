import { Button } from "../components/Button";
import type { OperationSummary } from "../graphql/operations";
import { texts } from "./texts/texts";

interface ToolbarProps {
  readonly operations: readonly OperationSummary[];
  readonly chosen: OperationSummary | undefined;
  readonly onChoose: (operation: OperationSummary) => void;
  readonly isRunning: boolean;
  readonly onRun: () => void;
  readonly onStop: () => void;
  readonly onPrettify: () => void;
  readonly onShare: () => void;
  readonly isTraced: boolean;
  readonly onTrace: (isTraced: boolean) => void;
}

/** What is done with the query that is being written. */
export function Toolbar(props: ToolbarProps) {
  const { operations, chosen } = props;
  return (
    <div className="toolbar" role="group" aria-label={texts.explorer.toolbar}>
      {props.isRunning
        ? <Button kind="danger" icon="stop" onClick={props.onStop}>{texts.explorer.stop}</Button>
        : <Button kind="primary" icon="run" onClick={props.onRun}>{texts.explorer.run}</Button>}
      {operations.length > 1 && (
        <label className="choice">
          <span className="visually-hidden">{texts.explorer.operation}</span>
          <select
            value={operations.indexOf(chosen ?? operations[0] as OperationSummary)}
            onChange={(event) => {
              const operation = operations[Number(event.target.value)];
              if (operation) props.onChoose(operation);
            }}
          >
            {operations.map((operation, index) => (
              <option key={operation.start} value={index}>
                {operation.name ?? texts.explorer.unnamed(operation.type)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="check" title={texts.explorer.traceHint}>
        <input type="checkbox" checked={props.isTraced} onChange={(event) => props.onTrace(event.target.checked)} />
        {texts.explorer.trace}
      </label>
      <span className="push" />
      <Button kind="plain" icon="tidy" onClick={props.onPrettify}>{texts.explorer.prettify}</Button>
      <Button kind="plain" icon="link" onClick={props.onShare}>{texts.explorer.share}</Button>
    </div>
  );
}

import { useMemo, useRef } from "react";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import type { OperationSummary } from "../graphql/operations";
import type { Schema } from "../graphql/schema";
import { texts } from "./texts/texts";
import { Editor } from "./Editor";
import { checkVariables, readVariables, withMissing } from "./variables";

interface VariablesPaneProps {
  readonly query: string;
  readonly operation: OperationSummary | undefined;
  readonly schema: Schema | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onRun: () => void;
}

export function VariablesPane({ query, operation, schema, value, onChange, onRun }: VariablesPaneProps) {
  const run = useRef(onRun);
  run.current = onRun;
  const variables = useMemo(() => readVariables(value), [value]);
  const values = variables.kind === "good" ? variables.values : undefined;
  const check = useMemo(
    () => (values ? checkVariables(query, operation, values) : undefined), [query, operation, values]);
  return (
    <section className="pane variables-pane" aria-labelledby="variables-title">
      <header className="pane-head">
        <h2 id="variables-title">{texts.explorer.variables}</h2>
        {check && values && check.missing.length > 0 && (
          <Button kind="plain" className="small" onClick={() => onChange(withMissing(values, check, schema))}>
            {texts.variables.fill}
          </Button>
        )}
      </header>
      <Editor
        label={texts.explorer.variablesLabel} value={value} mode="json"
        onChange={onChange}
        options={{
          matchBrackets: true, autoCloseBrackets: true,
          extraKeys: { "Ctrl-Enter": () => run.current(), "Cmd-Enter": () => run.current() },
        }}
      />
      <div className="pane-foot" role="status">
        {variables.kind === "bad" && <p className="field-error"><Icon name="warning" />{variables.message}</p>}
        {check && check.missing.length > 0 && <p className="hint">{texts.variables.missing(sigils(check.missing))}</p>}
        {check && check.unknown.length > 0 && <p className="hint">{texts.variables.unknown(sigils(check.unknown))}</p>}
        {check && check.declared.length === 0 && value.trim() === "" && <p className="hint">{texts.variables.empty}</p>}
      </div>
    </section>
  );
}

function sigils(names: readonly string[]): string {
  return names.map((name) => `$${name}`).join(", ");
}

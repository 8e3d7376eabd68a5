import { useId, type ReactNode } from "react";
import { CheckField, useFieldError, type FieldFrame } from "./Field";
import { Icon } from "./Icon";

interface CheckGroupProps<Value> extends Pick<FieldFrame, "label" | "error" | "member"> {
  readonly choices: readonly { readonly value: Value; readonly text: string }[];
  readonly chosen: readonly Value[];
  /** In the order of the choices. */
  readonly onChoose: (chosen: readonly Value[]) => void;
  /** Below the boxes. */
  readonly children?: ReactNode;
}

/** Boxes of which any may be ticked. */
export function CheckGroup<Value extends string>({ label, choices, chosen, onChoose, children, ...checked }: CheckGroupProps<Value>) {
  const id = useId();
  const { error, onBlur } = useFieldError(checked);
  const tick = (ticked: Value, isOn: boolean) =>
    onChoose(choices.map(({ value }) => value).filter((value) => (value === ticked ? isOn : chosen.includes(value))));
  return (
    <fieldset className="field-group check-group" aria-describedby={error ? id : undefined} onBlur={onBlur}>
      <legend>{label}</legend>
      {choices.map(({ value, text }) => (
        <CheckField key={value} label={text} isChecked={chosen.includes(value)} onChange={(isOn) => tick(value, isOn)} />
      ))}
      <div className="check-group-foot">
        {children}
        {error && <p className="field-error" id={id}><Icon name="warning" />{error}</p>}
      </div>
    </fieldset>
  );
}

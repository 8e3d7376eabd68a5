import { useContext, useId, useState, type FocusEvent, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";
import { texts } from "../texts/texts";
import { FormContext } from "./Form";
import { Icon } from "./Icon";

export interface FieldFrame {
  readonly label: string;
  readonly hint?: ReactNode;
  /** What is wrong with what is typed; shown once the field was left or the form was sent. */
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
  /** Which member of the input it is: what the server says of that is shown here. */
  readonly member?: string | undefined;
  /** Our words for what the server says of it. */
  readonly refusal?: string | undefined;
}

interface Describing {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean | undefined;
}

/** Label above, hint and error below, tied together for those who hear them. For any control. */
export function Field({ label, hint, isOptional = false, children, ...checked }: FieldFrame & {
  readonly children: (describing: Describing) => ReactNode;
}) {
  const id = useId();
  const { error, onBlur } = useFieldError(checked);
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field" onBlur={onBlur}>
      <label htmlFor={id}>{label}{isOptional && <span className="optional"> {texts.optional}</span>}</label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p className="field-error" id={`${id}-error`}><Icon name="warning" />{error}</p>}
    </div>
  );
}

/** What a field says is wrong: the server's word on it, and what it finds itself from when it was left. */
export function useFieldError({ error, member, refusal }: Pick<FieldFrame, "error" | "member" | "refusal">) {
  const { isSubmitted, fault } = useContext(FormContext);
  const [isLeft, setLeft] = useState(false);
  const isRefused = fault && (refusal !== undefined || member !== undefined && fault.field?.split(/[.\s]/).pop() === member);
  return {
    error: isRefused ? refusal ?? fault.message : isSubmitted || isLeft ? error : undefined,
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (currentTarget.contains(relatedTarget)) return;
      const leave = () => setLeft(true);
      // What is being pressed must not move away from under the pointer.
      if (document.querySelector("button:active, a:active")) addEventListener("click", leave, { once: true });
      else leave();
    },
  };
}

type TextFieldProps = FieldFrame & Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value" | "id"> & {
  readonly value: string;
  readonly onValue: (value: string) => void;
};

export function TextField({ label, hint, error, isOptional, member, refusal, value, onValue, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} member={member} refusal={refusal} isOptional={isOptional ?? false}>
      {(describing) => (
        <input type="text" {...rest} {...describing} value={value} onChange={(event) => onValue(event.target.value)} />
      )}
    </Field>
  );
}

type TextAreaProps = FieldFrame & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "onChange" | "value" | "id"> & {
  readonly value: string;
  readonly onValue: (value: string) => void;
};

export function TextAreaField({ label, hint, error, isOptional, member, refusal, value, onValue, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} member={member} refusal={refusal} isOptional={isOptional ?? false}>
      {(describing) => (
        <textarea rows={4} {...rest} {...describing} value={value} onChange={(event) => onValue(event.target.value)} />
      )}
    </Field>
  );
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

type SelectFieldProps = FieldFrame & Omit<SelectHTMLAttributes<HTMLSelectElement>, "onChange" | "value" | "id"> & {
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onValue: (value: string) => void;
};

export function SelectField({ label, hint, error, isOptional, member, refusal, value, choices, onValue, ...rest }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} member={member} refusal={refusal} isOptional={isOptional ?? false}>
      {(describing) => (
        <select {...rest} {...describing} value={value} onChange={(event) => onValue(event.target.value)}>
          {choices.map((choice) => <option key={choice.value} value={choice.value}>{choice.text}</option>)}
        </select>
      )}
    </Field>
  );
}

interface CheckFieldProps {
  readonly label: ReactNode;
  readonly hint?: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly isDisabled?: boolean;
}

export function CheckField({ label, hint, isChecked, onChange, isDisabled = false }: CheckFieldProps) {
  const id = useId();
  return (
    <div className="check-field">
      <label className="check">
        <input
          type="checkbox" checked={isChecked} disabled={isDisabled} aria-describedby={hint ? id : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{label}</span>
      </label>
      {hint && <p className="hint" id={id}>{hint}</p>}
    </div>
  );
}

/** Acts at once. */
export function Switch({ label, isOn, onChange, isDisabled = false }: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}) {
  return (
    <label className="switch-field">
      <span>{label}</span>
      <input
        type="checkbox" role="switch" className="switch" checked={isOn} disabled={isDisabled}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  );
}

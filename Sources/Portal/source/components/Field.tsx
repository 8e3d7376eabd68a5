import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, type TextareaHTMLAttributes } from "react";
import { texts } from "../texts/texts";
import { Icon } from "./Icon";

interface FieldFrame {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly isOptional?: boolean;
}

interface Describing {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": boolean | undefined;
}

/** Label above, hint and error below, tied together for those who hear them. For any control. */
export function Field({ label, hint, error, isOptional = false, children }: FieldFrame & {
  readonly children: (describing: Describing) => ReactNode;
}) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>{label}{isOptional && <span className="optional"> {texts.optional}</span>}</label>
      {children({ id, "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined })}
      {hint && <p className="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p className="field-error" id={`${id}-error`}><Icon name="warning" />{error}</p>}
    </div>
  );
}

type TextFieldProps = FieldFrame & Omit<InputHTMLAttributes<HTMLInputElement>, "onChange" | "value" | "id"> & {
  readonly value: string;
  readonly onValue: (value: string) => void;
};

export function TextField({ label, hint, error, isOptional, value, onValue, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional ?? false}>
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

export function TextAreaField({ label, hint, error, isOptional, value, onValue, ...rest }: TextAreaProps) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional ?? false}>
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

export function SelectField({ label, hint, error, isOptional, value, choices, onValue, ...rest }: SelectFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} isOptional={isOptional ?? false}>
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

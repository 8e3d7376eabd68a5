import { createContext, useEffect, useMemo, useRef, useState, type FormEvent, type FormHTMLAttributes } from "react";
import { flushSync } from "react-dom";
import type { Fault } from "../api/fault";
import { texts } from "../texts/texts";
import { Note } from "./Note";
import { FaultNote } from "./PageState";

interface Asked {
  /** From then on every field says what is wrong with it, whether it was left or not. */
  readonly isSubmitted: boolean;
  /** The server's answer, for the field that it names. */
  readonly fault: Fault | undefined;
}

/** Outside of a form a field says at once what is wrong. */
export const FormContext = createContext<Asked>({ isSubmitted: true, fault: undefined });

interface Wrong {
  readonly name: string;
  readonly words: string;
  readonly control: HTMLElement;
}

type FormProps = Pick<FormHTMLAttributes<HTMLFormElement>, "id" | "className" | "children"> & {
  readonly fault?: Fault | undefined;
  /** Only where no field is wrong. */
  readonly onSubmit: () => unknown;
};

/** Sends nothing while a field is wrong: says which ones at the top, as it does with those that the server refuses. */
export function Form({ id, className = "stack", fault, onSubmit, children }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const summary = useRef<HTMLDivElement>(null);
  const [isSubmitted, setSubmitted] = useState(false);
  const [answered, setAnswered] = useState<Fault>();
  const [wrong, setWrong] = useState<readonly Wrong[]>([]);
  const current = fault === answered ? undefined : fault;
  const asked = useMemo(() => ({ isSubmitted, fault: current }), [isSubmitted, current]);
  useEffect(() => {
    if (!current) return;
    setWrong(wrongIn(form.current));
    summary.current?.focus();
  }, [current]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    flushSync(() => {
      setSubmitted(true);
      setAnswered(fault);
    });
    const found = wrongIn(form.current);
    flushSync(() => setWrong(found));
    if (found.length === 0) void onSubmit();
    else summary.current?.focus();
  };
  return (
    <FormContext.Provider value={asked}>
      <form id={id} ref={form} className={className} noValidate onSubmit={submit}>
        {(wrong.length > 0 || current) && (
          <div className="form-summary" role="group" aria-label={wrong.length > 0 ? texts.wrongFields(wrong.length) : undefined} tabIndex={-1} ref={summary}>
            {wrong.length > 0 ? <WrongFields wrong={wrong} /> : current && <FaultNote fault={current} />}
          </div>
        )}
        {children}
      </form>
    </FormContext.Provider>
  );
}

function WrongFields({ wrong }: { readonly wrong: readonly Wrong[] }) {
  return (
    <Note kind="danger">
      <span>{texts.wrongFields(wrong.length)}</span>
      <ul>
        {wrong.map(({ name, words, control }) => (
          <li key={words}>
            <a className="link" href={`#${control.id}`} aria-describedby={words} onClick={(event) => {
              event.preventDefault();
              control.focus();
            }}>{name}</a>
          </li>
        ))}
      </ul>
    </Note>
  );
}

function wrongIn(form: HTMLFormElement | null): readonly Wrong[] {
  return [...form?.querySelectorAll(".field-error") ?? []].flatMap((words) => {
    const holder = words.closest(".field, fieldset");
    const control = holder?.querySelector<HTMLElement>("input, select, textarea");
    return control ? [{ name: holder?.querySelector("label, legend")?.firstChild?.textContent ?? "", words: words.id, control }] : [];
  });
}

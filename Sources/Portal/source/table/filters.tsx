import { useEffect, useId, useRef, useState, type ReactNode } from "react";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { Popover } from "../components/Popover";
import type { Choice } from "../components/Field";
import { date, localInput, moment } from "../format/time";
import { texts } from "../texts/texts";
import type { TableState } from "./useTableState";

/** What is typed becomes part of the address a moment after the last letter. */
export function SearchFilter({ state, label }: { state: TableState; label: string }) {
  const [text, setText] = useState(state.text);
  const sent = useRef(state.text);
  useEffect(() => {
    if (state.text === sent.current) return;
    sent.current = state.text;
    setText(state.text);
  }, [state.text]);
  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      state.filter({ q: text.trim() }, "replace");
    }, 250);
    return () => clearTimeout(timer);
  }, [text, state]);
  return (
    <span className="field-with-icon find">
      <Icon name="search" />
      <input type="search" value={text} placeholder={label} aria-label={label} onChange={(event) => setText(event.target.value)} />
    </span>
  );
}

interface FilterButtonProps {
  readonly label: string;
  /** What is set, in words. */
  readonly value: string | undefined;
  readonly onClear: () => void;
  readonly children: (close: () => void) => ReactNode;
}

/** A filter of any kind: a button that opens its choice, and shows what is chosen with a way to take it back. */
export function FilterButton({ label, value, onClear, children }: FilterButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <span className={value === undefined ? "filter" : "filter set"}>
      <button ref={button} type="button" className="button" aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {value === undefined ? label : <span>{texts.table.filterIs(label, "")}<b>{value}</b></span>}
        <Icon name="down" />
      </button>
      {value !== undefined && (
        <button type="button" className="filter-clear" aria-label={texts.table.clearFilter(label)} onClick={() => {
          onClear();
          button.current?.focus();
        }}>
          <Icon name="close" />
        </button>
      )}
      {isOpen && (
        <Popover anchor={button} onClose={() => setOpen(false)}>
          <div className="filter-box" role="dialog" aria-label={label}>{children(close)}</div>
        </Popover>
      )}
    </span>
  );
}

interface ChoiceFilterProps {
  readonly state: TableState;
  readonly name: string;
  readonly label: string;
  readonly choices: readonly Choice[];
  /** Several at once. */
  readonly isMultiple?: boolean;
}

export function ChoiceFilter({ state, name, label, choices, isMultiple = false }: ChoiceFilterProps) {
  const chosen = state.values(name).filter((value) => choices.some((choice) => choice.value === value));
  const words = chosen.map((value) => choices.find((choice) => choice.value === value)?.text ?? value);
  const id = useId();
  return (
    <FilterButton label={label} value={words.length > 0 ? words.join(", ") : undefined} onClear={() => state.filter({ [name]: undefined })}>
      {(close) => (
        <fieldset className="choices">
          <legend className="visually-hidden">{label}</legend>
          {choices.map((choice, index) => (
            <label className="check" key={choice.value}>
              <input
                type={isMultiple ? "checkbox" : "radio"} name={id} checked={chosen.includes(choice.value)} autoFocus={index === 0}
                onChange={(event) => {
                  if (!isMultiple) state.filter({ [name]: choice.value });
                  else if (event.target.checked) state.filter({ [name]: [...chosen, choice.value] });
                  else state.filter({ [name]: chosen.filter((each) => each !== choice.value) });
                }}
                onClick={() => !isMultiple && setTimeout(close)}
              />
              <span>{choice.text}</span>
            </label>
          ))}
        </fieldset>
      )}
    </FilterButton>
  );
}

/** For values that are typed, such as a model. */
export function TextFilter({ state, name, label }: { state: TableState; name: string; label: string }) {
  const value = state.value(name);
  return (
    <FilterButton label={label} value={value} onClear={() => state.filter({ [name]: undefined })}>
      {(close) => <TextForm label={label} value={value ?? ""} onDone={(text) => {
        state.filter({ [name]: text });
        close();
      }} />}
    </FilterButton>
  );
}

function TextForm({ label, value, onDone }: { label: string; value: string; onDone: (text: string) => void }) {
  const [text, setText] = useState(value);
  return (
    <form className="filter-form" onSubmit={(event) => {
      event.preventDefault();
      onDone(text.trim());
    }}>
      <input aria-label={label} value={text} autoFocus onChange={(event) => setText(event.target.value)} />
      <Button type="submit" kind="primary">{texts.table.apply}</Button>
    </form>
  );
}

const spans = ["today", "7d", "14d", "30d"] as const;

/** From and to: spans that end now, or two moments. In the address as `from` and `to`, or under other names. */
export function PeriodFilter({ state, label, from: fromName = "from", to: toName = "to" }: {
  readonly state: TableState;
  readonly label: string;
  readonly from?: string;
  readonly to?: string;
}) {
  const from = state.value(fromName);
  const to = state.value(toName);
  const clear = () => state.filter({ [fromName]: undefined, [toName]: undefined });
  return (
    <FilterButton label={label} value={periodWords(from, to)} onClear={clear}>
      {(close) => (
        <div className="filter-period">
          <div className="period-spans">
            {spans.map((span, index) => (
              <Button key={span} className="small" autoFocus={index === 0} aria-pressed={from === span} onClick={() => {
                state.filter({ [fromName]: span, [toName]: undefined });
                close();
              }}>{texts.table.spans[span]}</Button>
            ))}
          </div>
          <PeriodForm from={startOf(from)} to={startOf(to)} onDone={(start, end) => {
            state.filter({ [fromName]: start, [toName]: end });
            close();
          }} />
        </div>
      )}
    </FilterButton>
  );
}

function PeriodForm({ from, to, onDone }: {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onDone: (from: string | undefined, to: string | undefined) => void;
}) {
  const local = (at: string | undefined) => (at === undefined ? "" : localInput(new Date(at)));
  const [start, setStart] = useState(local(from));
  const [end, setEnd] = useState(local(to));
  const moment = (text: string) => (text === "" ? undefined : new Date(text).toISOString());
  return (
    <form className="filter-form stacked" onSubmit={(event) => {
      event.preventDefault();
      onDone(moment(start), moment(end));
    }}>
      <label>{texts.table.from}<input type="datetime-local" value={start} onChange={(event) => setStart(event.target.value)} /></label>
      <label>{texts.table.to}<input type="datetime-local" value={end} onChange={(event) => setEnd(event.target.value)} /></label>
      <Button type="submit" kind="primary">{texts.table.apply}</Button>
    </form>
  );
}

function isSpan(value: string): value is (typeof spans)[number] {
  return (spans as readonly string[]).includes(value);
}

/** The moment that a value of `from` or `to` in the address means, for the API. Days begin at midnight here. */
export function startOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (!isSpan(value)) {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
  }
  const days = value === "today" ? 0 : Number(value.slice(0, -1)) - 1;
  const start = new Date();
  start.setHours(0, 0, 0, 0);
  start.setDate(start.getDate() - days);
  return start.toISOString();
}

function periodWords(from: string | undefined, to: string | undefined): string | undefined {
  if (from === undefined && to === undefined) return undefined;
  if (from !== undefined && isSpan(from)) return texts.table.spans[from];
  const words = (at: string | undefined) => {
    const start = startOf(at);
    if (start === undefined) return undefined;
    const time = new Date(start);
    return time.getHours() === 0 && time.getMinutes() === 0 ? date(time) : moment(time);
  };
  return texts.table.period(words(from), words(to));
}

import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Fault, unreachable } from "../api/fault";
import { Icon } from "../components/Icon";
import { faultWords } from "../components/PageState";
import { Popover } from "../components/Popover";
import { texts } from "../texts/texts";

export interface Option {
  readonly value: string;
  readonly text: string;
  readonly detail?: string;
}

interface ComboboxProps {
  readonly id?: string;
  readonly label: string;
  /** What stands in it: the text of what is chosen, or what is typed. */
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onChoose: (option: Option) => void;
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Option[]>;
  readonly describedBy?: string | undefined;
  readonly isInvalid?: boolean | undefined;
  readonly hasFocus?: boolean;
  readonly placeholder?: string;
  readonly icon?: ReactNode;
}

/** A field that suggests while one types, as the ARIA practices have it. What it suggests is asked of the server. */
export function Combobox(props: ComboboxProps) {
  const { id, label, text, onText, onChoose, search, describedBy, isInvalid, hasFocus = false, placeholder } = props;
  const field = useRef<HTMLInputElement>(null);
  const own = useId();
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const { options, fault } = useOptions(isOpen, text, search);
  const choose = (option: Option | undefined) => {
    if (!option) return;
    onChoose(option);
    setOpen(false);
  };
  const keys = (event: KeyboardEvent) => {
    const size = options?.length ?? 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setOpen(true);
      if (size > 0 && isOpen) setAt((at + (event.key === "ArrowDown" ? 1 : size - 1)) % size);
    } else if (event.key === "Enter" && isOpen && size > 0) {
      event.preventDefault();
      choose(options?.[at]);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  return (
    <div className="combobox">
      <input
        ref={field} id={id} type="text" role="combobox" aria-label={id ? undefined : label} aria-expanded={isOpen} autoComplete="off"
        aria-controls={`${own}-list`} aria-autocomplete="list" aria-describedby={describedBy} aria-invalid={isInvalid}
        aria-activedescendant={isOpen && options && options.length > 0 ? `${own}-${at}` : undefined} value={text}
        placeholder={placeholder} autoFocus={hasFocus} spellCheck={false} onKeyDown={keys}
        onChange={(event) => {
          onText(event.target.value);
          setOpen(true);
          setAt(0);
        }}
        onClick={() => setOpen(true)} onBlur={() => setOpen(false)}
      />
      <Icon name="down" />
      {isOpen && (
        <Popover anchor={field} onClose={() => setOpen(false)}>
          <div className="options" role="listbox" id={`${own}-list`} aria-label={label} aria-busy={!options && !fault}>
            {options?.map((option, index) => (
              <div
                key={option.value} id={`${own}-${index}`} role="option" aria-selected={index === at} className="option"
                onPointerDown={(event) => event.preventDefault()} onClick={() => choose(option)}
              >
                <span className="option-text">{option.text}</span>
                {option.detail && <span className="option-detail">{option.detail}</span>}
              </div>
            ))}
          </div>
          {fault && <p className="option-none" role="alert">{faultWords(fault)}</p>}
          {options?.length === 0 && <p className="option-none">{texts.search.none(text)}</p>}
        </Popover>
      )}
    </div>
  );
}

function useOptions(isOpen: boolean, text: string, search: ComboboxProps["search"]) {
  const [found, setFound] = useState<{ readonly options?: readonly Option[]; readonly fault?: Fault }>({});
  const ask = useRef(search);
  ask.current = search;
  useEffect(() => {
    if (!isOpen) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      ask.current(text, abort.signal).then((options) => setFound({ options }), (error: unknown) => {
        if (!abort.signal.aborted) setFound({ fault: error instanceof Fault ? error : unreachable() });
      });
    }, text === "" ? 0 : 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [isOpen, text]);
  return found;
}

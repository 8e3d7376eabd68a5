import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Search } from "documents/search/search";
import { Fault, unreachable } from "../api/fault";
import { request } from "../api/request";
import { Icon } from "../components/Icon";
import { FaultNote } from "../components/PageState";
import { Popover } from "../components/Popover";
import { areShortcutsOn } from "../components/shortcuts";
import { visible } from "../format/visible";
import { navigate } from "../router/address";
import { hitsOf, searchHref, type Hit } from "../search/hits";
import { texts } from "../texts/texts";

/** Of each kind; the page has more. */
const fewHits = 5;

/** Finds things of every kind by a part of their names; `/` goes there from anywhere. */
export function SearchBox() {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const wanted = text.trim();
  const { hits, fault, again } = useHits(wanted);
  const go = (href: string) => {
    setOpen(false);
    setText("");
    // The page that is gone to takes the focus.
    field.current?.blur();
    navigate(href);
  };
  // The last one is the page with all of them.
  const count = hits && hits.length > 0 ? hits.length + 1 : 0;
  const keys = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (count > 0) setAt((at + (event.key === "ArrowDown" ? 1 : count - 1 + (at < 0 ? 1 : 0))) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (wanted !== "") go((at < 0 ? hits?.[0] : hits?.[at])?.href ?? searchHref(wanted));
    } else if (event.key === "Escape") {
      setOpen(false);
    }
  };
  const isShown = isOpen && (hits !== undefined || fault !== undefined);
  const hasList = isShown && count > 0;
  return (
    <div className="search" role="search" aria-label={texts.search.placeholder}>
      <Icon name="search" />
      <input
        ref={field} type="search" role="combobox" aria-label={texts.search.label} placeholder={texts.search.placeholder} data-shortcut="/"
        aria-expanded={hasList} aria-controls={`${id}-hits`} aria-autocomplete="list" value={text}
        aria-activedescendant={hasList && at >= 0 ? `${id}-${at}` : undefined} onKeyDown={keys} maxLength={100}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(-1);
        }}
        onFocus={() => setOpen(true)}
      />
      {areShortcutsOn() && <kbd aria-hidden="true">/</kbd>}
      {isShown && (
        <Popover anchor={field} onClose={() => setOpen(false)}>
          {fault && <div className="hit-none"><FaultNote fault={fault} onRetry={again} /></div>}
          {hits?.length === 0 && <p className="hit-none" role="status">{texts.search.none(visible(wanted))}</p>}
          {hits && hasList && (
            <section aria-label={texts.search.results}><Hits id={id} hits={hits} at={at} onChoose={go} all={searchHref(wanted)} /></section>
          )}
        </Popover>
      )}
    </div>
  );
}

interface HitsProps {
  readonly id: string;
  readonly hits: readonly Hit[];
  readonly at: number;
  /** Where all results are. */
  readonly all: string;
  readonly onChoose: (href: string) => void;
}

function Hits({ id, hits, at, all, onChoose }: HitsProps) {
  const { search } = texts;
  const option = (index: number, href: string) => ({
    id: `${id}-${index}`, role: "option", "aria-selected": index === at, onPointerDown: (event: { preventDefault: () => void }) => event.preventDefault(),
    onClick: () => onChoose(href),
  });
  return (
    <div className="hits" role="listbox" id={`${id}-hits`} aria-label={search.results}>
      {hits.map((hit, index) => (
        <div key={`${hit.kind} ${hit.href}`} {...option(index, hit.href)} className="hit">
          <span className="hit-kind">{search.kinds[hit.kind]}</span>
          <span className="hit-text">{visible(hit.text)}</span>
          <span className="hit-detail">{visible(hit.detail)}</span>
        </div>
      ))}
      <div {...option(hits.length, all)} className="hit hit-all">{search.all}</div>
    </div>
  );
}

interface Found {
  /** Undefined while there is nothing to show. */
  readonly hits?: readonly Hit[];
  readonly fault?: Fault;
}

function useHits(text: string): Found & { readonly again: () => void } {
  const [found, setFound] = useState<Found>({});
  const [tries, setTries] = useState(0);
  useEffect(() => {
    setFound({});
    if (text === "") return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      request(Search, { text, stations: fewHits, sessions: fewHits, tags: fewHits, groups: fewHits, users: fewHits }, abort.signal).then(
        ({ search }) => setFound({ hits: hitsOf(search) }),
        (error: unknown) => {
          if (!abort.signal.aborted) setFound({ fault: error instanceof Fault ? error : unreachable() });
        });
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text, tries]);
  return { ...found, again: () => setTries(tries + 1) };
}

import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { Search, type SearchData } from "documents/shell/search";
import { request } from "../api/request";
import { Icon } from "../components/Icon";
import { navigate } from "../router/address";
import { texts } from "../texts/texts";
import { Popover } from "../components/Popover";
import { routeOf } from "../router/routes";

interface Hit {
  readonly kind: "stations" | "sessions" | "tags" | "groups";
  readonly text: string;
  readonly detail: string;
  readonly href: string;
}

/** Finds things of every kind by a part of their names; `/` goes there from anywhere. */
export function SearchBox() {
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const [text, setText] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const hits = useHits(text.trim());
  useEffect(() => {
    const jump = (event: globalThis.KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const isTyping = target.closest("input, textarea, select, [contenteditable], .CodeMirror, dialog") !== null;
      if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener("keydown", jump);
    return () => removeEventListener("keydown", jump);
  }, []);
  const go = (hit: Hit | undefined) => {
    if (!hit) return;
    setOpen(false);
    setText("");
    navigate(hit.href);
  };
  const keys = (event: KeyboardEvent) => {
    const count = hits?.length ?? 0;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (count > 0) setAt((at + (event.key === "ArrowDown" ? 1 : count - 1 + (at < 0 ? 1 : 0))) % count);
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(hits?.[at] ?? hits?.[0]);
    } else if (event.key === "Escape") {
      setOpen(false);
    }
  };
  const isShown = isOpen && hits !== undefined;
  return (
    <div className="search" role="search" aria-label={texts.search.placeholder}>
      <Icon name="search" />
      <input
        ref={field} type="search" role="combobox" aria-label={texts.search.label} placeholder={texts.search.placeholder}
        aria-expanded={isShown} aria-controls={`${id}-hits`} aria-autocomplete="list" value={text}
        aria-activedescendant={isShown && at >= 0 ? `${id}-${at}` : undefined} onKeyDown={keys} maxLength={100}
        onChange={(event) => {
          setText(event.target.value);
          setOpen(true);
          setAt(-1);
        }}
        onFocus={() => setOpen(true)}
      />
      <kbd aria-hidden="true">/</kbd>
      {isShown && (
        <Popover anchor={field} onClose={() => setOpen(false)}>
          <div className="hits" role="listbox" id={`${id}-hits`} aria-label={texts.search.results}>
            {hits.length === 0 && <p className="hit-none">{texts.search.none(text.trim())}</p>}
            {hits.map((hit, index) => (
              <div
                key={`${hit.kind} ${hit.href} ${hit.text}`} id={`${id}-${index}`} role="option" aria-selected={index === at} className="hit"
                onPointerDown={(event) => event.preventDefault()} onClick={() => go(hit)}
              >
                <span className="hit-kind">{texts.search.kinds[hit.kind]}</span>
                <span className="hit-text">{hit.text}</span>
                <span className="hit-detail">{hit.detail}</span>
              </div>
            ))}
          </div>
        </Popover>
      )}
    </div>
  );
}

/** Undefined while there is nothing to show. */
function useHits(text: string): readonly Hit[] | undefined {
  const [hits, setHits] = useState<readonly Hit[]>();
  useEffect(() => {
    setHits(undefined);
    if (text === "") return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      request(Search, { text }, abort.signal).then(
        ({ search }) => setHits(list(search)), () => setHits((before) => (abort.signal.aborted ? before : [])));
    }, 150);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return hits;
}

/** Only of what has a page to go to. */
function list(found: SearchData["search"]): readonly Hit[] {
  const hits: Hit[] = [
    ...found.stations.map(({ chargePointId, description }) => ({
      kind: "stations" as const, text: chargePointId, detail: description ?? "", href: `/stations/${encodeURIComponent(chargePointId)}`,
    })),
    ...found.sessions.map(({ id, transactionId, station, idTag }) => ({
      kind: "sessions" as const, text: transactionId, detail: `${station.chargePointId} · ${idTag}`, href: `/sessions/${encodeURIComponent(id)}`,
    })),
    ...found.tags.map(({ id, idTag, alias }) => ({
      kind: "tags" as const, text: idTag, detail: alias ?? "", href: `/tags/${encodeURIComponent(id)}`,
    })),
    ...found.groups.map(({ id, name }) => ({
      kind: "groups" as const, text: name, detail: "", href: `/groups/${encodeURIComponent(id)}`,
    })),
  ];
  return hits.filter(({ href }) => routeOf(href) !== undefined);
}

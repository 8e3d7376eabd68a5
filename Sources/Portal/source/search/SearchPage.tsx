import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { Search } from "documents/search/search";
import { useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { Icon } from "../components/Icon";
import { PageHead } from "../components/PageHead";
import { Empty, FaultNote } from "../components/PageState";
import { isShortcut } from "../components/shortcuts";
import { visible } from "../format/visible";
import { useParameters } from "../router/address";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { hitKinds, hitsOf, mostHits, type Hit, type HitKind } from "./hits";

/** Of a kind that nobody has asked more of. */
const fewHits = 10;

/** All that a text is part of, by kind (A11). The text is in the address as `q`, the kinds that are shown in full as `more`. */
export default function SearchPage() {
  const [parameters] = useParameters();
  const text = (parameters.get("q") ?? "").trim().slice(0, 100);
  return (
    <>
      <PageHead title={texts.search.title} lead={text === "" ? texts.search.label : texts.search.lead(visible(text))} />
      <SearchForm key={text} text={text} />
      {text === "" ? <Empty title={texts.search.empty} body={texts.search.emptyBody} /> : <Results text={text} more={parameters.getAll("more")} />}
    </>
  );
}

function SearchForm({ text }: { readonly text: string }) {
  const [, set] = useParameters();
  const [typed, setTyped] = useState(text);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (text === "") field.current?.focus();
  }, [text]);
  return (
    <form className="search-form" role="search" aria-label={texts.search.text} onSubmit={(event) => {
      event.preventDefault();
      set({ q: typed.trim(), more: undefined });
    }}>
      <span className="field-with-icon">
        <Icon name="search" />
        <input ref={field} type="search" aria-label={texts.search.text} maxLength={100} autoComplete="off" spellCheck={false} value={typed}
          onChange={(event) => setTyped(event.target.value)} />
      </span>
      <Button type="submit" kind="primary">{texts.search.placeholder}</Button>
    </form>
  );
}

function Results({ text, more }: { readonly text: string; readonly more: readonly string[] }) {
  const [, set] = useParameters();
  const most = (kind: HitKind) => (more.includes(kind) ? mostHits : fewHits);
  // One more than is shown tells that there are more.
  const first = Object.fromEntries(hitKinds.map((kind) => [kind, Math.min(mostHits, most(kind) + 1)])) as Record<HitKind, number>;
  const query = useQuery(Search, { text, ...first }, { isStill: true });
  const hits = query.data && hitsOf(query.data.search);
  if (!hits) {
    return query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />;
  }
  return (
    <div className="stack" aria-busy={query.isOld} onKeyDown={moveBetweenHits}>
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {hits.length === 0 && !query.fault && <Empty title={texts.search.none(visible(text))} body={texts.search.noneBody} />}
      {hitKinds.map((kind) => {
        const found = hits.filter((hit) => hit.kind === kind);
        return found.length > 0 && (
          <Kind key={kind} kind={kind} hits={found.slice(0, most(kind))} hasMore={found.length > most(kind)}
            onMore={() => set({ more: [...more.filter((each) => each !== kind), kind] }, "replace")} />
        );
      })}
    </div>
  );
}

interface KindProps {
  readonly kind: HitKind;
  readonly hits: readonly Hit[];
  readonly hasMore: boolean;
  readonly onMore: () => void;
}

function Kind({ kind, hits, hasMore, onMore }: KindProps) {
  const { search } = texts;
  return (
    <Card title={search.sections[kind]} isFlush footer={hasMore ? <Button className="small" onClick={onMore}>{search.more}</Button>
      : hits.length === mostHits && <span className="unit">{search.most(mostHits)}</span>}>
      <ul className="found-list">
        {hits.map((hit) => (
          <li key={hit.href}>
            <Link className="id" href={hit.href}>{visible(hit.text)}</Link>
            {hit.detail && <span className="hit-detail">{visible(hit.detail)}</span>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** As in tables: arrows, j and k go from hit to hit, over the borders of kinds; o opens. */
function moveBetweenHits(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>(".found-list a")];
  const at = links.indexOf(event.target as HTMLElement);
  if (at < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const step = event.key === "ArrowDown" || (event.key === "j" && isShortcut(event)) ? 1
    : event.key === "ArrowUp" || (event.key === "k" && isShortcut(event)) ? -1 : 0;
  if (step !== 0) {
    event.preventDefault();
    links[at + step]?.focus();
  } else if (event.key === "o" && isShortcut(event)) {
    links[at]?.click();
  }
}

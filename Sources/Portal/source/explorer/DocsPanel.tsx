import { useEffect, useRef, useState } from "react";
import { IconButton } from "../components/Button";
import { Icon } from "../components/Icon";
import type { Schema } from "../graphql/schema";
import { texts } from "./texts/texts";
import { DocsType } from "./DocsType";
import { documentedTypes, searchDocs, type DocsPlace } from "./docsIndex";

interface DocsPanelProps {
  readonly schema: Schema | undefined;
  readonly onClose?: () => void;
}

/** How far one can go back. */
const longestWay = 100;

/** The schema to read in: search, types with links to types, and the way back. */
export function DocsPanel({ schema, onClose }: DocsPanelProps) {
  const [way, setWay] = useState<readonly DocsPlace[]>([{}]);
  const [wanted, setWanted] = useState("");
  const heading = useRef<HTMLHeadingElement>(null);
  const body = useRef<HTMLDivElement>(null);
  /** How far each place on the way was read. */
  const read = useRef<number[]>([]);
  const hasMoved = useRef(false);
  const place = way[way.length - 1] ?? {};
  const before = way[way.length - 2];

  const open = (next: DocsPlace) => {
    hasMoved.current = true;
    read.current = [...read.current.slice(0, way.length - 1), body.current?.scrollTop ?? 0].slice(-longestWay);
    setWanted("");
    setWay([...way.slice(-longestWay), next]);
  };
  const back = () => {
    hasMoved.current = true;
    setWay(way.slice(0, -1));
  };
  useEffect(() => {
    if (!hasMoved.current) return;
    const isBack = read.current.length >= way.length;
    if (isBack) read.current = read.current.slice(0, way.length);
    // Whoever followed a link goes on reading at the new heading, or at the field that was meant; whoever came back,
    // where it was.
    if (!place.member || isBack) {
      heading.current?.focus();
      body.current?.scrollTo(0, isBack ? read.current.pop() ?? 0 : 0);
    }
  }, [place]);

  const type = schema?.type(place.type);
  return (
    <aside className="pane side-pane docs" aria-labelledby="docs-title">
      <header className="pane-head">
        {before && <IconButton icon="back" label={texts.docs.back(before.type ?? texts.docs.schema)} onClick={back} />}
        <h2 id="docs-title" tabIndex={-1} ref={heading}>{type?.name ?? texts.docs.title}</h2>
        {onClose && <IconButton className="push" icon="close" label={texts.close} onClick={onClose} />}
      </header>
      {!schema ? <p className="empty-line">{texts.docs.unavailable}</p> : (
        <>
          <label className="field-with-icon docs-search">
            <Icon name="search" />
            <span className="visually-hidden">{texts.docs.search}</span>
            <input
              type="search" placeholder={texts.docs.search} value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          </label>
          <div className="docs-body" ref={body}>
            {wanted.trim() !== "" ? <Matches schema={schema} wanted={wanted} onOpen={open} />
              : type ? <DocsType key={way.length} schema={schema} type={type} member={place.member} onOpen={open} />
                : <Start schema={schema} onOpen={open} />}
          </div>
        </>
      )}
    </aside>
  );
}

interface PartProps {
  readonly schema: Schema;
  readonly onOpen: (place: DocsPlace) => void;
}

function Start({ schema, onOpen }: PartProps) {
  const roots = (["query", "mutation", "subscription"] as const)
    .flatMap((role) => schema.root(role) ? [{ role, type: schema.root(role) }] : []);
  const rootNames = new Set(roots.map(({ type }) => type?.name));
  return (
    <>
      {schema.description && <p className="description">{schema.description}</p>}
      <h3>{texts.docs.roots}</h3>
      <ul className="docs-list">
        {roots.map(({ role, type }) => (
          <li key={role}>
            <button type="button" className="link strong" onClick={() => onOpen({ type: type?.name ?? "" })}>
              {type?.name}
            </button>
            <span className="docs-kind">{type?.fields?.length} {texts.docs.fields.toLowerCase()}</span>
          </li>
        ))}
      </ul>
      <h3>{texts.docs.allTypes}</h3>
      <ul className="docs-list">
        {documentedTypes(schema).filter((type) => !rootNames.has(type.name)).map((type) => (
          <li key={type.name}>
            <button type="button" className="link" onClick={() => onOpen({ type: type.name })}>{type.name}</button>
            <span className="docs-kind">{texts.docs.kinds[type.kind]}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Matches({ schema, wanted, onOpen }: PartProps & { wanted: string }) {
  const { matches, isCut } = searchDocs(schema, wanted);
  return (
    <>
      <p className="hint" role="status">
        {matches.length === 0 ? texts.docs.noMatch(wanted.trim())
          : isCut ? texts.docs.moreResults(matches.length) : texts.docs.results(matches.length)}
      </p>
      <ul className="docs-list">
        {matches.map(({ label, description, ...place }) => (
          <li key={label}>
            <button type="button" className="link" onClick={() => onOpen(place)}>{label}</button>
            {description && <span className="docs-note">{description}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

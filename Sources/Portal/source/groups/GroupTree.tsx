import { useRef, useState, type KeyboardEvent } from "react";
import { Icon } from "../components/Icon";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { openPlaces, treeRows, type Leaf, type TreeRow } from "./tree";

export const groupHref = (id: string) => `/groups/${encodeURIComponent(id)}`;

interface GroupTreeProps {
  readonly groups: readonly Leaf[];
  readonly current: string | undefined;
  readonly canMove: (group: Leaf) => boolean;
  readonly hasTop: boolean;
  /** To stand in another, or at the top. */
  readonly onMove: (group: Leaf, parent: Leaf | undefined) => void;
}

/** A tree as the ARIA practices have it: arrows move, open and close; and a group is dragged to where it is to stand. */
export function GroupTree({ groups, current, canMove, hasTop, onMove }: GroupTreeProps) {
  const tree = useRef<HTMLDivElement>(null);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [stop, setStop] = useState<string>();
  const [dragged, setDragged] = useState<Leaf>();
  const [over, setOver] = useState<string>();
  const rows = treeRows(groups, closed);
  const places = dragged ? openPlaces(groups, dragged.id).filter(({ id }) => id !== dragged.parent?.id) : [];
  const stopId = [stop, current].find((id) => rows.some(({ group }) => group.id === id)) ?? rows[0]?.group.id;
  const toggle = (id: string) => setClosed(new Set(closed.has(id) ? [...closed].filter((each) => each !== id) : [...closed, id]));
  const focus = (index: number) => {
    const id = rows[index]?.group.id;
    if (id === undefined) return;
    setStop(id);
    tree.current?.querySelectorAll<HTMLElement>("[role=treeitem]")[index]?.focus();
  };
  const keys = (event: KeyboardEvent, row: TreeRow, at: number) => {
    const { group, isOpen } = row;
    const above = rows.findIndex(({ group: { id } }) => id === group.parent?.id);
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(at + 1), ArrowUp: () => focus(at - 1), Home: () => focus(0), End: () => focus(rows.length - 1),
      ArrowRight: () => (isOpen === false ? toggle(group.id) : isOpen && focus(at + 1)),
      ArrowLeft: () => (isOpen ? toggle(group.id) : focus(above)),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  const drop = (parent: Leaf | undefined) => {
    if (dragged) onMove(dragged, parent);
    setDragged(undefined);
  };
  const target = (id: string, parent: Leaf | undefined) => ({
    onDragOver: (event: { preventDefault: () => void }) => {
      event.preventDefault();
      setOver(id);
    },
    onDragLeave: () => setOver(undefined), onDrop: () => drop(parent),
  });
  return (
    <>
      <div ref={tree} className="tree" role="tree" aria-label={texts.groups.title}>
        {rows.map((row, at) => {
          const { group: { id, name }, level, isOpen } = row;
          const isTarget = places.some((place) => place.id === id);
          return (
            <Link
              key={id} href={groupHref(id)} role="treeitem" aria-level={level} aria-expanded={isOpen} aria-selected={id === current}
              tabIndex={id === stopId ? 0 : -1} className={isTarget && over === id ? "over" : undefined}
              style={{ paddingInlineStart: `${level - 0.5}rem` }} draggable={canMove(row.group)}
              onFocus={() => setStop(id)} onKeyDown={(event) => keys(event, row, at)}
              onDragStart={() => setDragged(row.group)} onDragEnd={() => setDragged(undefined)} {...(isTarget && target(id, row.group))}
            >
              <span className="tree-twist" onClick={(event) => {
                if (isOpen === undefined) return;
                event.preventDefault();
                toggle(id);
              }}>{isOpen !== undefined && <Icon name={isOpen ? "down" : "chevron"} />}</span>
              {name}
            </Link>
          );
        })}
      </div>
      {hasTop && dragged?.parent && <p className={over === "" ? "tree-top over" : "tree-top"} {...target("", undefined)}>{texts.groups.top}</p>}
    </>
  );
}

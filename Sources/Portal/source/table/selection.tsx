import { useMemo, useRef, useState, type ReactNode } from "react";
import { Button } from "../components/Button";
import { Icon, type IconName } from "../components/Icon";
import { MenuButton, type MenuItem } from "../components/Menu";
import { texts } from "../texts/texts";

interface Identified {
  readonly id: string;
}

export interface Selection<Row extends Identified> {
  readonly count: number;
  /** As they are now, where they are on the page; else as they were. */
  readonly rows: () => readonly Row[];
  readonly has: (id: string) => boolean;
  readonly set: (row: Row, isSelected: boolean) => void;
  readonly setMany: (rows: readonly Row[], isSelected: boolean) => void;
  /** From the row that was last set to this one. */
  readonly setUpTo: (row: Row, isSelected: boolean) => void;
  /** All that the filter finds; `isAll` until something is taken out or added. */
  readonly setAll: (rows: readonly Row[]) => void;
  readonly isAll: boolean;
  readonly clear: () => void;
}

export interface BulkAction<Row extends Identified> {
  readonly text: string;
  readonly icon: IconName;
  readonly isDanger?: boolean;
  readonly run: (rows: readonly Row[], done: () => void) => void;
}

/** Several of a kind behind one button; which ones, the rows say. */
export interface BulkMenu<Row extends Identified> {
  readonly text: string;
  readonly icon: IconName;
  readonly items: (rows: readonly Row[]) => readonly MenuItem[];
}

interface Held<Row> {
  readonly key: string;
  readonly rows: ReadonlyMap<string, Row>;
  readonly isAll?: boolean;
}

/** In memory only. It survives turning pages, and ends when other rows match. */
export function useSelection<Row extends Identified>(filterKey: string, page: readonly Row[] | undefined): Selection<Row> {
  const [held, setHeld] = useState<Held<Row>>({ key: filterKey, rows: new Map() });
  const last = useRef<string>();
  const shown = useRef(page);
  shown.current = page;
  return useMemo(() => {
    const change = (list: readonly Row[], isSelected: boolean) => {
      setHeld((before) => {
        const next = new Map(before.key === filterKey ? before.rows : []);
        for (const row of list) {
          if (isSelected) next.set(row.id, row);
          else next.delete(row.id);
        }
        return { key: filterKey, rows: next };
      });
    };
    const rows = held.key === filterKey ? held.rows : new Map<string, Row>();
    return {
      count: rows.size,
      rows: () => [...rows.values()].map((row) => shown.current?.find(({ id }) => id === row.id) ?? row),
      has: (id) => rows.has(id),
      set: (row, isSelected) => {
        last.current = row.id;
        change([row], isSelected);
      },
      setMany: change,
      setUpTo: (row, isSelected) => {
        const list = shown.current ?? [];
        const ends = [list.findIndex(({ id }) => id === last.current), list.findIndex(({ id }) => id === row.id)];
        const [from = -1, to = -1] = ends.sort((one, other) => one - other);
        if (from >= 0) change(list.slice(from, to + 1), isSelected);
      },
      setAll: (list) => setHeld({ key: filterKey, rows: new Map(list.map((row) => [row.id, row])), isAll: true }),
      isAll: held.key === filterKey && held.isAll === true,
      clear: () => setHeld({ key: filterKey, rows: new Map() }),
    };
  }, [held, filterKey]);
}

interface SelectionBarProps<Row extends Identified> {
  readonly selection: Selection<Row>;
  readonly actions: readonly (BulkAction<Row> | BulkMenu<Row>)[];
  /** Takes in what is on other pages. */
  readonly more?: ReactNode;
}

export function SelectionBar<Row extends Identified>({ selection, actions, more }: SelectionBarProps<Row>) {
  return (
    <div className="selection-bar" role="region" aria-label={texts.table.selection}>
      <span className="selection-count" role="status">{texts.table.selected(selection.count)}</span>
      {more}
      {actions.map((action) => ("items" in action ? <ActionMenu key={action.text} action={action} rows={selection.rows()} /> : (
        <Button key={action.text} icon={action.icon} className={action.isDanger ? "small danger" : "small"}
          onClick={() => action.run(selection.rows(), selection.clear)}>
          {action.text}
        </Button>
      )))}
      <Button kind="plain" className="small" onClick={selection.clear}>{texts.table.clearSelection}</Button>
    </div>
  );
}

function ActionMenu<Row extends Identified>({ action: { text, icon, items }, rows }: { readonly action: BulkMenu<Row>; readonly rows: readonly Row[] }) {
  const shown = items(rows);
  if (shown.length === 0) return null;
  return <MenuButton label={text} className="button small" items={shown}><Icon name={icon} />{text}<Icon name="down" /></MenuButton>;
}

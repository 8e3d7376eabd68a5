import { memo, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useSession, type Query } from "../api/hooks";
import { Icon } from "../components/Icon";
import { IconButton } from "../components/Button";
import { MenuButton, type MenuItem } from "../components/Menu";
import { Empty, FaultNote } from "../components/PageState";
import { texts } from "../texts/texts";
import { isShortcut, isTyping } from "../components/shortcuts";
import { ColumnGear } from "./ColumnGear";
import { Pager, type PageOfRows } from "./Pager";
import { SelectionBar, useSelection, type BulkAction, type BulkMenu, type Selection } from "./selection";
import { SelectAll, type ReadRows } from "./selectAll";
import { savedLayout, saveLayout, type Column, type Layout } from "./columns";
import type { TableState } from "./useTableState";

interface Identified {
  readonly id: string;
}

export interface DataTableProps<Row extends Identified> {
  /** Under which the person's columns are kept. */
  readonly name: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly state: TableState;
  readonly query: Query<unknown>;
  readonly page: PageOfRows<Row> | undefined;
  /** Names a row for those who do not see it. */
  readonly rowName: (row: Row) => string;
  /** Made when the menu of a row is opened. */
  readonly rowMenu?: (row: Row) => readonly MenuItem[];
  readonly rowState?: (row: Row) => "inactive" | undefined;
  /** The text that is looked for; stays in sight on a telephone, where filters are behind a button. */
  readonly search?: ReactNode;
  readonly filters?: ReactNode;
  readonly bulk?: readonly (BulkAction<Row> | BulkMenu<Row>)[];
  readonly canSelect?: (row: Row) => boolean;
  /** So that all that the filter finds can be selected. */
  readonly readRows?: ReadRows<Row>;
  readonly summary?: ReactNode;
  readonly empty: { readonly title: string; readonly body?: ReactNode; readonly action?: ReactNode };
  /** Over the rows, such as how many new ones there are. */
  readonly news?: ReactNode;
}

/** The table of every list: pages from the server, filters in the address, columns as the person likes them. */
export function DataTable<Row extends Identified>(props: DataTableProps<Row>) {
  const { name, label, columns, state, query, page, search, filters, bulk, summary, news, readRows, canSelect = () => true } = props;
  useSession();
  const layout = savedLayout(name, columns);
  const [areFiltersOpen, setFiltersOpen] = useState(false);
  const selection = useSelection<Row>(state.filterKey, page?.rows);
  const shown = useShown(columns, layout);
  return (
    <section className="table-box" aria-label={label}>
      <div className={areFiltersOpen ? "table-tools open" : "table-tools"}>
        {search}
        {filters && (
          <>
            <button
              type="button" className="icon-button bordered filters-toggle" aria-expanded={areFiltersOpen}
              aria-label={texts.table.filters} title={texts.table.filters} onClick={() => setFiltersOpen(!areFiltersOpen)}
            >
              <Icon name="filter" />
            </button>
            <div className="filters">
              {filters}
              {state.hasFilters && (
                <button type="button" className="link" onClick={state.clear}>{texts.table.clearFilters}</button>
              )}
            </div>
          </>
        )}
        <div className="table-tools-end">
          <IconButton icon="refresh" label={texts.table.refresh} className="bordered" onClick={() => void query.refetch()} />
          <ColumnGear columns={columns} layout={layout} onChange={(next) => saveLayout(name, columns, next)} />
        </div>
      </div>
      {summary && <div className="table-summary">{summary}</div>}
      {bulk && selection.count > 0 && <SelectionBar selection={selection} actions={bulk} more={
        readRows && page?.total !== undefined && page.total > page.rows.length && !selection.isAll
          && <SelectAll key={state.filterKey} total={page.total} selection={selection} canSelect={canSelect} read={readRows} />
      } />}
      {news}
      <Content {...props} shown={shown} isCompact={layout.isCompact} selection={bulk ? selection : undefined} />
      {page && <Pager state={state} page={page} />}
    </section>
  );
}

function useShown<Row>(columns: readonly Column<Row>[], layout: Layout): readonly Column<Row>[] {
  const key = layout.shown.join(" ");
  return useMemo(() => key.split(" ").flatMap((id) => columns.find((column) => column.id === id) ?? []), [columns, key]);
}

type ContentProps<Row extends Identified> = DataTableProps<Row> & {
  readonly shown: readonly Column<Row>[];
  readonly isCompact: boolean;
  readonly selection: Selection<Row> | undefined;
};

function Content<Row extends Identified>(props: ContentProps<Row>) {
  const { query, page, state, empty, shown, label } = props;
  if (!page && query.fault) {
    return <div className="table-state"><FaultNote fault={query.fault} onRetry={() => void query.refetch()} /></div>;
  }
  if (!page) return <Skeleton columns={shown.length} label={label} />;
  if (page.rows.length === 0) {
    return (
      <div className="table-state">
        {state.hasFilters || state.page > 1
          ? <Empty title={texts.table.noMatch} action={
            <button type="button" className="button" onClick={state.clear}>{texts.table.clearFilters}</button>} />
          : <Empty {...empty} />}
      </div>
    );
  }
  return (
    <>
      {query.fault && <div className="table-state"><FaultNote fault={query.fault} onRetry={() => void query.refetch()} /></div>}
      <div className={query.isOld ? "table-progress busy" : "table-progress"} aria-hidden="true" />
      <Rows {...props} page={page} />
    </>
  );
}

function Rows<Row extends Identified>(props: ContentProps<Row> & { readonly page: PageOfRows<Row> }) {
  const { label, shown, page, rowMenu, selection, state, isCompact, canSelect } = props;
  const selectable = useMemo(() => page.rows.filter((row) => canSelect?.(row) ?? true), [page.rows, canSelect]);
  const isSelected = (row: Row) => selection?.has(row.id) ?? false;
  const count = selectable.filter(isSelected).length;
  return (
    <div className="table-scroll" role="presentation">
      <table className={isCompact ? "data compact" : "data"} role="table" aria-label={label} aria-rowcount={page.total ?? -1}>
        <thead role="rowgroup">
          <tr role="row">
            {selection && (
              <th role="columnheader" className="select-cell">
                <PageCheck isAll={count > 0 && count === selectable.length} isSome={count > 0}
                  onChange={(isChecked) => selection.setMany(selectable, isChecked)} />
              </th>
            )}
            {shown.map((column) => <Head key={column.id} column={column} state={state} />)}
            {rowMenu && <th role="columnheader" className="action-cell"><span className="visually-hidden">{texts.table.actions}</span></th>}
          </tr>
        </thead>
        <tbody role="rowgroup" onKeyDown={(event) => moveBetweenRows(event)}>
          {page.rows.map((row) => (
            <TableRow key={row.id} {...rowProps(props)} row={row} isSelected={isSelected(row)} selection={selection} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function rowProps<Row extends Identified>({ shown, rowName, rowMenu, rowState, canSelect }: ContentProps<Row>) {
  return { shown, rowName, rowMenu, rowState, canSelect };
}

interface TableRowProps<Row extends Identified> extends ReturnType<typeof rowProps<Row>> {
  readonly row: Row;
  readonly isSelected: boolean;
  readonly selection: Selection<Row> | undefined;
}

/** Drawn anew only when its own object has changed. */
const TableRow = memo(function TableRow<Row extends Identified>(props: TableRowProps<Row>) {
  const { row, shown, rowName, rowMenu, rowState, canSelect, isSelected, selection } = props;
  const name = rowName(row);
  return (
    <tr role="row" aria-selected={selection ? isSelected : undefined} className={rowState?.(row)}>
      {selection && (
        <td role="cell" className="select-cell">
          <label className="check" title={texts.table.select(name)}>
            <input
              type="checkbox" checked={isSelected} disabled={!(canSelect?.(row) ?? true)} aria-label={texts.table.select(name)}
              onChange={(event) => selection.set(row, event.target.checked)}
              onClick={(event) => event.shiftKey && selection.setUpTo(row, !isSelected)}
            />
          </label>
        </td>
      )}
      {shown.map((column) => (
        <td
          key={column.id} role={column.isName ? "rowheader" : "cell"} data-label={column.label}
          className={[column.isNumber && "number", column.isName && "name-cell", `phone-${column.onPhone ?? "labelled"}`]
            .filter(Boolean).join(" ")}
        >
          <div className="cell">{column.cell(row)}</div>
        </td>
      ))}
      {rowMenu && <td role="cell" className="action-cell"><RowMenu name={name} items={() => rowMenu(row)} /></td>}
    </tr>
  );
}) as <Row extends Identified>(props: TableRowProps<Row>) => JSX.Element;

function RowMenu({ name, items }: { name: string; items: () => readonly MenuItem[] }) {
  return (
    <MenuButton label={texts.table.actionsOf(name)} className="icon-button" align="end" items={items()}>
      <Icon name="more" />
    </MenuButton>
  );
}

function Head<Row>({ column: { id, label, isNumber, isName, sort }, state }: { column: Column<Row>; state: TableState }) {
  const isSorted = state.sort.column === id;
  const { isDescending, standard } = state.sort;
  const className = [isNumber && "number", isName && "name-cell"].filter(Boolean).join(" ");
  return (
    <th role="columnheader" scope="col" className={className} aria-sort={isSorted ? (isDescending ? "descending" : "ascending") : undefined}>
      {sort ? (
        <button type="button" className="sort" onClick={() => {
          // The largest number, or else the first of all; then the other way round; then as it was at first.
          const first = sort === "descending" || (sort === "both" && isNumber === true);
          const canTurn = sort === "both" && (isDescending === first || id === standard);
          if (!isSorted) state.sortBy(id, first);
          else if (canTurn) state.sortBy(id, !isDescending);
          else state.sortBy();
        }}>
          {label}{isSorted && <Icon name={isDescending ? "sortDown" : "sortUp"} />}
        </button>
      ) : label}
    </th>
  );
}

function PageCheck({ isAll, isSome, onChange }: { isAll: boolean; isSome: boolean; onChange: (isChecked: boolean) => void }) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = isSome && !isAll;
  }, [isSome, isAll]);
  return (
    <label className="check" title={texts.table.selectPage}>
      <input ref={box} type="checkbox" checked={isAll} aria-label={texts.table.selectPage} onChange={(event) => onChange(event.target.checked)} />
    </label>
  );
}

/**
 * j and k, and the arrows, go from row to row, with Shift they take rows along; x and Space select, o opens. None of them
 * while somebody types in a row; Space does what it does everywhere, on a button of the row.
 */
function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target as HTMLElement;
  if (from.closest("[role=menu], .popover") || isTyping(from) || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length === 1 && event.key !== " " && !isShortcut(event)) return;
  const row = from.closest("tr");
  const boxOf = (each: Element | null | undefined) => each?.querySelector<HTMLInputElement>(".select-cell input");
  const steps: Record<string, Element | null | undefined> = {
    j: row?.nextElementSibling, ArrowDown: row?.nextElementSibling,
    k: row?.previousElementSibling, ArrowUp: row?.previousElementSibling,
  };
  if (event.key in steps) {
    event.preventDefault();
    const next = steps[event.key];
    if (event.shiftKey) takeAlong(boxOf(row), boxOf(next));
    const target = next?.querySelector<HTMLElement>(".name-cell :is(a, button)") ?? next?.querySelector<HTMLElement>("a, button, input");
    target?.focus();
  } else if (event.key === "x" || (event.key === " " && from.matches("a") && boxOf(row))) {
    event.preventDefault();
    boxOf(row)?.click();
  } else if (event.key === "o") {
    row?.querySelector<HTMLElement>(".name-cell :is(a, button)")?.click();
  }
}

/** A range grows from where it began, and shrinks on the way back. */
function takeAlong(from: HTMLInputElement | null | undefined, to: HTMLInputElement | null | undefined): void {
  if (!to) return;
  if (from && from.checked === to.checked) from.click();
  if (!to.checked) to.click();
}

function Skeleton({ columns, label }: { columns: number; label: string }) {
  return (
    <div className="skeleton" aria-busy="true" aria-label={label} role="status">
      <span className="visually-hidden">{texts.loading}</span>
      {Array.from({ length: 8 }, (_, row) => (
        <div key={row} className="skeleton-row">{Array.from({ length: Math.min(columns, 8) }, (__, cell) => <i key={cell} />)}</div>
      ))}
    </div>
  );
}

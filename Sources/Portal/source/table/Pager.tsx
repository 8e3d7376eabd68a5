import { Button } from "../components/Button";
import { count } from "../format/quantity";
import { texts } from "../texts/texts";
import { pageSizes, type TableState } from "./useTableState";

export interface PageOfRows<Row> {
  readonly rows: readonly Row[];
  /** Of all pages; undefined where the server does not count them. */
  readonly total: number | undefined;
  readonly hasNext: boolean;
  readonly endCursor: string | null;
}

interface PagerProps {
  readonly state: TableState;
  readonly page: PageOfRows<unknown>;
}

/** Which cursor each page begins after, for the way back: the server only knows the way on. */
const ways = new Map<string, (string | undefined)[]>();

export function Pager({ state, page: { rows, total, hasNext, endCursor } }: PagerProps) {
  const key = `${location.pathname} ${state.filterKey} ${state.first} ${JSON.stringify(state.sort)}`;
  const way = ways.get(key) ?? [undefined];
  way[state.page - 1] = state.after;
  const from = (state.page - 1) * state.first + 1;
  const to = from + rows.length - 1;
  const pages = total === undefined ? undefined : Math.max(1, Math.ceil(total / state.first));
  const canGoBack = state.page > 1 && (state.page === 2 || state.page - 2 in way);
  const go = (page: number, after: string | undefined) => {
    way[page - 1] = after;
    ways.set(key, way);
    state.goTo(page, after);
  };
  return (
    <div className="pager">
      <span className="figures">{rows.length === 0 ? texts.table.noRows : total === undefined
        ? texts.table.range(count(from), count(to)) : texts.table.rangeOf(count(from), count(to), count(total))}</span>
      <label className="pager-size">
        {texts.table.rowsPerPage}
        <select value={state.first} onChange={(event) => state.resize(Number(event.target.value))}>
          {pageSizes.map((size) => <option key={size} value={size}>{size}</option>)}
        </select>
      </label>
      <div className="pager-end">
        {state.page > 2 && <Button className="small" onClick={() => state.goTo(1, undefined)}>{texts.table.first}</Button>}
        <Button className="small" disabled={!canGoBack} onClick={() => go(state.page - 1, way[state.page - 2])}>
          {texts.previous}
        </Button>
        <span className="figures">{pages === undefined ? count(state.page) : texts.table.pageOf(count(state.page), count(pages))}</span>
        <Button className="small" disabled={!hasNext} onClick={() => go(state.page + 1, endCursor ?? undefined)}>
          {texts.next}
        </Button>
      </div>
    </div>
  );
}

import { useEffect, useRef, useState } from "react";
import { Fault } from "../api/fault";
import { Button } from "../components/Button";
import { faultWords } from "../components/PageState";
import { toast } from "../components/toasts";
import { count } from "../format/quantity";
import { texts } from "../texts/texts";
import type { Selection } from "./selection";

/** So many rows can be selected beyond the page, and so many are read at once. */
const most = 1000;
const step = 100;

interface Read<Row> {
  readonly nodes: readonly Row[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** Reads rows of the list as it is filtered and sorted: the first ones behind a cursor. */
export type ReadRows<Row> = (first: number, after: string | null, signal: AbortSignal) => Promise<Read<Row>>;

interface SelectAllProps<Row extends { readonly id: string }> {
  readonly total: number;
  readonly selection: Selection<Row>;
  readonly canSelect: (row: Row) => boolean;
  readonly read: ReadRows<Row>;
}

/** Selects what the filter finds, on all its pages. */
export function SelectAll<Row extends { readonly id: string }>({ total, selection, canSelect, read }: SelectAllProps<Row>) {
  const [isReading, setReading] = useState(false);
  const abort = useRef<AbortController>();
  useEffect(() => () => abort.current?.abort(), []);
  const run = async (button: HTMLElement) => {
    const { signal } = abort.current = new AbortController();
    setReading(true);
    try {
      const rows = await readAll(read, signal);
      if (signal.aborted) return;
      // The button goes when all are selected; the focus stays in the bar.
      if (document.activeElement === button) (button.parentElement?.lastElementChild as HTMLElement | null)?.focus();
      selection.setAll(rows.filter(canSelect));
    } catch (error) {
      if (!signal.aborted && error instanceof Fault) toast("failed", faultWords(error));
    }
    setReading(false);
  };
  return (
    <Button kind="plain" className="small" aria-disabled={isReading} onClick={({ currentTarget }) => !isReading && void run(currentTarget)}>
      {isReading ? texts.table.selecting : total > most ? texts.table.selectFirst(count(most)) : texts.table.selectAll(count(total))}
    </Button>
  );
}

async function readAll<Row>(read: ReadRows<Row>, signal: AbortSignal): Promise<readonly Row[]> {
  const rows: Row[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Read<Row> = await read(step, after, signal);
    rows.push(...nodes);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null && rows.length < most);
  return rows;
}

import { useCallback, useEffect, useRef, useState } from "react";

/** Counts what is new and not among the rows, so that no row moves under the reader's hand. */
export function useNews(rows: readonly { readonly id: string }[] | undefined, filterKey: string) {
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set());
  const known = useRef<ReadonlySet<string>>(new Set());
  const opened = useRef(Date.now());
  useEffect(() => {
    known.current = new Set(rows?.map(({ id }) => id));
    setIds((before) => ([...before].some((id) => known.current.has(id))
      ? new Set([...before].filter((id) => !known.current.has(id))) : before));
  }, [rows]);
  const clear = useCallback(() => {
    opened.current = Date.now();
    setIds(new Set());
  }, []);
  useEffect(clear, [filterKey, clear]);
  const hear = (id: string, since: string) => {
    if (Date.parse(since) <= opened.current - 2000 || known.current.has(id)) return;
    setIds((before) => (before.has(id) ? before : new Set([...before, id])));
  };
  return { count: ids.size, hear, clear };
}

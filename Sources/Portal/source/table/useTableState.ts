import { useMemo } from "react";
import { useParameters, type Changes } from "../router/address";

export const pageSizes = [10, 20, 30, 40, 50] as const;

export interface TableState {
  readonly first: number;
  readonly after: string | undefined;
  /** The number of the page, as it is shown. */
  readonly page: number;
  readonly text: string;
  /** The values that a filter has. */
  readonly values: (name: string) => readonly string[];
  readonly value: (name: string) => string | undefined;
  /** The column that the rows are sorted by, and which way. */
  readonly sort: { readonly column: string; readonly isDescending: boolean; readonly standard: string };
  readonly hasFilters: boolean;
  /** Changes when other rows match. */
  readonly filterKey: string;
  readonly filter: (changes: Changes, mode?: "push" | "replace") => void;
  /** Without a column as they are sorted at first. */
  readonly sortBy: (column?: string, isDescending?: boolean) => void;
  readonly resize: (first: number) => void;
  readonly goTo: (page: number, after: string | undefined) => void;
  readonly clear: () => void;
}

interface TableOptions {
  /** Names of filters in the address. */
  readonly filters: readonly string[];
  /** Such as `-startedAt`; it is not written into the address. */
  readonly sort: string;
  readonly size?: number;
}

const columnOf = (sort: string) => sort.replace(/^-/, "");

/** What a table shows, kept in the address: a reload, a way back or a link to it shows the same rows. */
export function useTableState({ filters, sort, size = 20 }: TableOptions): TableState {
  const [parameters, set] = useParameters();
  const text = parameters.toString();
  return useMemo(() => {
    const read = new URLSearchParams(text);
    const fresh = { after: undefined, p: undefined };
    const all = ["q", ...filters];
    const wanted = read.get("sort") ?? sort;
    return {
      first: pageSizes.find((each) => String(each) === read.get("size")) ?? size,
      after: read.get("after") ?? undefined,
      page: Math.max(1, Number(read.get("p")) || 1),
      text: read.get("q") ?? "",
      values: (name) => read.getAll(name),
      value: (name) => read.get(name) ?? undefined,
      sort: { column: columnOf(wanted), isDescending: wanted.startsWith("-"), standard: columnOf(sort) },
      hasFilters: all.some((name) => read.has(name)),
      filterKey: JSON.stringify([...all, "g"].map((name) => read.getAll(name))),
      filter: (changes, mode) => set({ ...fresh, ...changes }, mode),
      sortBy: (column, isDescending) => {
        const next = column === undefined ? sort : `${isDescending ? "-" : ""}${column}`;
        set({ ...fresh, sort: next === sort ? undefined : next });
      },
      resize: (first) => set({ ...fresh, size: first === size ? undefined : first }),
      goTo: (page, after) => set({ after, p: page > 1 ? page : undefined }),
      clear: () => set({ ...fresh, ...Object.fromEntries(all.map((name) => [name, undefined])) }),
    };
  }, [text, set, sort, size, filters]);
}

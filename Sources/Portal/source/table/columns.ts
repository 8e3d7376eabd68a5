import type { ReactNode } from "react";
import { session } from "../api/session";

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  readonly cell: (row: Row) => ReactNode;
  /** What an export calls it; several, with spaces between, where it shows several. */
  readonly exported?: string;
  readonly isNumber?: boolean;
  /** Rows can be sorted by it, in these ways. */
  readonly sort?: "both" | "ascending" | "descending";
  /** Shown only where somebody has asked for it. */
  readonly isExtra?: boolean;
  /** Names the row; always there, and first. */
  readonly isName?: boolean;
  /** In the one column of a telephone: with its label, without, or not at all. */
  readonly onPhone?: "labelled" | "plain" | "hidden";
}

export interface Layout {
  /** Ids of the columns that are shown, in their order. */
  readonly shown: readonly string[];
  readonly isCompact: boolean;
}

export function standardLayout<Row>(columns: readonly Column<Row>[]): Layout {
  return { shown: columns.filter(({ isExtra }) => !isExtra).map(({ id }) => id), isCompact: false };
}

/** The one that the person has chosen, as far as its columns still exist. */
export function savedLayout<Row>(name: string, columns: readonly Column<Row>[]): Layout {
  const saved = session.preference(`table.${name}`) as Partial<Layout> | null | undefined;
  if (!saved || !Array.isArray(saved.shown)) return standardLayout(columns);
  const names = columns.filter(({ isName }) => isName).map(({ id }) => id);
  const shown = (saved.shown as readonly unknown[]).filter((id): id is string =>
    columns.some((column) => column.id === id && !column.isName));
  return { shown: [...names, ...new Set(shown)], isCompact: saved.isCompact === true };
}

export function saveLayout<Row>(name: string, columns: readonly Column<Row>[], layout: Layout): void {
  const isStandard = JSON.stringify(layout) === JSON.stringify(standardLayout(columns));
  session.savePreference(`table.${name}`, isStandard ? null : layout);
}

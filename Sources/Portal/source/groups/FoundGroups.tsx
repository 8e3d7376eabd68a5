import type { ReactNode } from "react";
import { Groups } from "documents/groups/groups";
import { useQuery } from "../api/hooks";
import { FaultNote } from "../components/PageState";
import { Link } from "../router/Link";
import { SearchFilter } from "../table/filters";
import { useTableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { groupHref } from "./GroupTree";

const filters: readonly string[] = [];

interface FoundGroupsProps {
  readonly total: number | undefined;
  /** How many of them the tree has. */
  readonly shown: number;
  readonly children: ReactNode;
}

/** The tree, or while something is looked for what was found. */
export function FoundGroups({ total, shown, children }: FoundGroupsProps) {
  const { groups } = texts;
  const state = useTableState({ filters, sort: "name" });
  return (
    <nav className="tree-side" aria-label={groups.title}>
      <SearchFilter state={state} label={groups.find} />
      {total === undefined && <div className="page-loading" aria-busy="true" />}
      {state.text ? <Found text={state.text} /> : children}
      {total !== undefined && total > shown && <p className="hint">{groups.tooManyGroups(shown)}</p>}
    </nav>
  );
}

function Found({ text }: { readonly text: string }) {
  const { data, fault, refetch } = useQuery(Groups, { filter: { text }, first: 50 });
  if (fault) return <FaultNote fault={fault} onRetry={() => void refetch()} />;
  if (data?.groups.nodes.length === 0) return <p className="hint">{texts.search.none(text)}</p>;
  return (
    <ul className="tree">
      {data?.groups.nodes.map(({ id, name, parent }) => (
        <li key={id}><Link href={groupHref(id)}><span>{name}{parent && <span className="under">{parent.name}</span>}</span></Link></li>
      ))}
    </ul>
  );
}

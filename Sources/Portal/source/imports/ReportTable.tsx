import { useMemo } from "react";
import { ChargerText } from "../components/ChargerText";
import { Badge } from "../components/StatusBadge";
import type { Shape } from "../components/StatusIcon";
import { count } from "../format/quantity";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { ChoiceFilter } from "../table/filters";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { outcomes, type ImportTarget, type Outcome, type Report, type ReportRow } from "./report";

const filters = ["outcome"];
const shapes: Record<Outcome, Shape> = { NEW: "available", CHANGED: "preparing", UNCHANGED: "unknown", REFUSED: "faulted" };

interface ReportTableProps {
  readonly report: Report;
  readonly target: ImportTarget;
  readonly onRefresh: () => void;
}

/** Row by row; all of them are in the page, which shows some at a time. */
export function ReportTable({ report, target, onRefresh }: ReportTableProps) {
  const state = useTableState({ filters, sort: "line" });
  const columns = useMemo(() => reportColumns(target), [language, target]);
  const { imports } = texts;
  const outcome = outcomes.find((each) => each === state.value("outcome"));
  const matching = useMemo(() => (outcome ? report.rows.filter((row) => row.outcome === outcome) : report.rows), [report, outcome]);
  const end = state.page * state.first;
  return (
    <DataTable
      name="imports" label={imports.report} columns={columns} state={state} rowName={nameOf}
      query={{ data: report, fault: undefined, isFetching: false, isOld: false, refetch: () => Promise.resolve(onRefresh()) }}
      page={{ rows: matching.slice(end - state.first, end), total: matching.length, hasNext: end < matching.length, endCursor: null }}
      summary={outcomes.map((each) => (
        <span key={each}>{imports.outcomes[each]} <b className="figures">{count(report.counts[each])}</b></span>
      ))}
      filters={<ChoiceFilter state={state} name="outcome" label={imports.outcome}
        choices={outcomes.map((value) => ({ value, text: imports.outcomes[value] }))} />}
      empty={{ title: imports.noRows }}
    />
  );
}

const nameOf = ({ key, line }: ReportRow) => key || String(line);

function reportColumns(target: ImportTarget): readonly Column<ReportRow>[] {
  const { imports } = texts;
  return [
    {
      id: "key", label: target === "tags" ? texts.tags.tag : texts.onboarding.id, isName: true, onPhone: "plain",
      cell: ({ key }) => <span className="ids"><ChargerText text={key || imports.without} /></span>,
    },
    { id: "line", label: imports.line, isNumber: true, cell: ({ line }) => count(line) },
    {
      id: "outcome", label: imports.outcome, onPhone: "plain",
      cell: ({ outcome }) => <Badge shape={shapes[outcome]} isBare={outcome === "UNCHANGED"}>{imports.outcomes[outcome]}</Badge>,
    },
    { id: "details", label: imports.details, onPhone: "plain", cell: (row) => <Details row={row} /> },
  ];
}

function Details({ row: { changes, problems } }: { readonly row: ReportRow }) {
  const { empty } = texts.station.configuration;
  return (
    <ul className="plain-list sentence">
      {problems.map(({ field, message }, index) => (
        <li key={index}><code className="code">{field}</code> <ChargerText text={message.replace(`${field} `, "")} /></li>
      ))}
      {changes.map(({ field, from, to }) => (
        <li key={field}><code className="code">{field}</code> <ChargerText text={from ?? empty} /> → <ChargerText text={to ?? empty} /></li>
      ))}
    </ul>
  );
}

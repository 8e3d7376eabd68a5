import { useMemo } from "react";
import { Audit, type AuditRow } from "documents/audit/audit";
import type { AuditAction, AuditFilter, Json } from "documents/schema";
import { useQuery } from "../api/hooks";
import { ChargerText } from "../components/ChargerText";
import { PageHead } from "../components/PageHead";
import { Time } from "../components/Time";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { ChoiceFilter, PeriodFilter, startOf } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";

const filters = ["action", "from", "to"];
const actions: readonly AuditAction[] = ["CREATED", "CHANGED", "DELETED", "REVEALED"];

type Row = AuditRow & { readonly id: string };

/** Who changed what, and who looked at a secret. */
export default function AuditPage() {
  const state = useTableState({ filters, sort: "-at" });
  const filter = useMemo(() => auditFilter(state), [state]);
  const query = useQuery(Audit, { filter, first: state.first, after: state.after });
  const list = query.data?.auditEntries;
  const rows = useMemo(() => list?.nodes.map((row, index): Row => ({ ...row, id: `${row.happenedAt} ${index}` })), [list?.nodes]);
  const columns = useMemo(() => auditColumns(), [language]);
  const { audit, navigation } = texts;
  return (
    <>
      <PageHead hasTimes title={audit.title} lead={audit.lead} crumbs={[{ text: navigation.settings }, { text: audit.title }]} />
      <DataTable
        name="audit" label={audit.title} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && rows && { rows, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        filters={
          <>
            <PeriodFilter state={state} label={audit.at} />
            <ChoiceFilter state={state} name="action" label={audit.action} isMultiple
              choices={actions.map((value) => ({ value, text: audit.actions[value] }))} />
          </>
        }
        empty={{ title: audit.none }}
      />
    </>
  );
}

const nameOf = ({ action, objectType, objectLabel }: Row) => `${texts.audit.actions[action]}: ${objectType} ${objectLabel ?? ""}`;

function auditColumns(): readonly Column<Row>[] {
  const { audit } = texts;
  return [
    { id: "at", label: audit.at, isName: true, onPhone: "plain", cell: ({ happenedAt }) => <Time at={happenedAt} form="seconds" /> },
    { id: "who", label: audit.who, onPhone: "plain", cell: ({ userEmail }) => <Words text={userEmail ?? audit.server} /> },
    { id: "action", label: audit.action, onPhone: "plain", cell: ({ action }) => <span className="label">{audit.actions[action]}</span> },
    { id: "object", label: audit.object, onPhone: "plain", cell: ({ objectType, objectLabel }) => (
      <span className="sentence">{objectType} {objectLabel !== null && <ChargerText text={objectLabel} />}</span>
    ) },
    { id: "change", label: audit.change, onPhone: "plain", cell: (row) => <Change row={row} /> },
    { id: "address", label: audit.address, cell: ({ address }) => <Words text={address} /> },
  ];
}

/** Field by field: what was so, and what is so since; of a look at a secret, why. */
function Change({ row: { before, after, reason } }: { readonly row: Row }) {
  const [was, is] = [membersOf(before), membersOf(after)];
  const names = [...new Set([...was.keys(), ...is.keys()])].slice(0, 12);
  return (
    <ul className="plain-list">
      {reason !== null && <li><ChargerText text={reason} /></li>}
      {names.map((name) => (
        <li key={name}>
          <span className="unit">{name}</span> {was.has(name) && <><ChargerText text={was.get(name) ?? ""} /> → </>}<ChargerText text={is.get(name) ?? "–"} />
        </li>
      ))}
    </ul>
  );
}

function membersOf(value: Json): ReadonlyMap<string, string> {
  if (typeof value !== "object" || value === null) return new Map();
  return new Map(Object.entries(value).map(([name, each]) => [name, typeof each === "string" ? each : JSON.stringify(each)]));
}

function auditFilter(state: TableState): AuditFilter {
  const chosen = actions.filter((each) => state.values("action").includes(each));
  const [from, to] = [startOf(state.value("from")), startOf(state.value("to"))];
  return { ...(chosen.length > 0 && { actions: chosen }), ...(from && { from }), ...(to && { to }) };
}

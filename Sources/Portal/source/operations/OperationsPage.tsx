import { useMemo } from "react";
import { OperationChanged, Operations, type OperationState } from "documents/operations/operations";
import type { OperationEffect, OperationFilter, OperationStatus } from "documents/schema";
import { useQuery, useSubscription, useViewer } from "../api/hooks";
import { session } from "../api/session";
import { Icon } from "../components/Icon";
import { MenuButton } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { StationFilter } from "../pickers/StationFilter";
import { DataTable } from "../table/DataTable";
import { ExportButton } from "../table/ExportButton";
import { exportParameters } from "../table/exportParameters";
import { ChoiceFilter, PeriodFilter, startOf } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { PersonFilter } from "../tags/PersonFilter";
import { language, texts } from "../texts/texts";
import { allKinds, kinds } from "./kinds";
import { operationColumns } from "./operationColumns";

const filters = ["station", "kind", "status", "effect", "person", "from", "to"];
const statuses: readonly OperationStatus[] = ["QUEUED", "SENT", "ACCEPTED", "REJECTED", "FAILED", "TIMED_OUT", "EXPIRED"];
const effects: readonly OperationEffect[] = ["PENDING", "SEEN", "MISSED"];

export default function OperationsPage() {
  const state = useTableState({ filters, sort: "-asked" });
  const filter = useMemo(() => operationFilter(state), [state]);
  const query = useQuery(Operations, { filter, first: state.first, after: state.after });
  const list = query.data?.operations;
  useSubscription(OperationChanged, {}, ({ operationChanged: { id, station } }) => {
    const isNew = !list?.nodes.some((each) => each.id === id);
    const isOurs = !filter.stationIds || filter.stationIds.includes(station.id);
    if (isNew && isOurs && state.page === 1) void query.refetch();
  });
  const columns = useMemo(() => operationColumns(), [language]);
  return (
    <>
      <PageHead hasTimes
        title={texts.operations.title} isLive lead={list ? texts.operations.lead(list.totalCount) : undefined}
        actions={
          <>
            <ExportButton table="operations" parameters={exportParameters(filter)} shown={{ name: "operations", columns, total: list?.totalCount }} />
            <NewMenu />
          </>
        }
      />
      <DataTable
        name="operations" label={texts.operations.title} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && {
          rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor,
        }}
        filters={<Filters state={state} />} empty={{ title: texts.operations.none, body: texts.operations.noneBody }}
      />
    </>
  );
}

const nameOf = ({ kind, station }: OperationState) => `${texts.operations.kinds[kind]} ${station.chargePointId}`;

function NewMenu() {
  const allowed = kinds.filter(({ permission }) => session.may(permission));
  if (allowed.length === 0) return null;
  return (
    <MenuButton label={texts.operations.newTitle} className="button primary" align="end"
      items={allowed.map(({ kind, icon, slug }) => ({ text: texts.operations.kinds[kind], icon, href: `/operations/new/${slug}` }))}>
      <Icon name="plus" />{texts.operations.newTitle}
    </MenuButton>
  );
}

function Filters({ state }: { state: TableState }) {
  const { operations } = texts;
  return (
    <>
      <ChoiceFilter state={state} name="kind" label={operations.kind} choices={allKinds.map((value) => ({ value, text: operations.kinds[value] }))} />
      <StationFilter state={state} />
      <ChoiceFilter state={state} name="status" label={operations.status} choices={statuses.map((value) => ({ value, text: operations.statuses[value] }))} />
      <ChoiceFilter state={state} name="effect" label={operations.effect} choices={effects.map((value) => ({ value, text: operations.effectStates[value] }))} />
      <AskedByFilter state={state} />
      <PeriodFilter state={state} label={texts.sessions.period} />
    </>
  );
}

/** Others are known to those who manage people. */
function AskedByFilter({ state }: { state: TableState }) {
  const { by } = texts.operations;
  const { user } = useViewer();
  if (session.may("MANAGE_USERS")) return <PersonFilter state={state} label={by} />;
  return <ChoiceFilter state={state} name="person" label={by} choices={[{ value: user.id, text: texts.requests.me }]} />;
}

function operationFilter(state: TableState): OperationFilter {
  const kind = allKinds.find((each) => each === state.value("kind"));
  const status = statuses.find((each) => each === state.value("status"));
  const effect = effects.find((each) => each === state.value("effect"));
  const station = state.value("station");
  const person = state.value("person");
  const from = startOf(state.value("from"));
  const to = startOf(state.value("to"));
  return {
    ...(station && { stationIds: [station] }), ...(kind && { kind }), ...(status && { status }), ...(effect && { effect }),
    ...(person && { userId: person }),
    ...(from && { from }), ...(to && { to }),
  };
}

import { useMemo } from "react";
import { Tariffs, type TariffRow } from "documents/tariffs/tariffs";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { PageHead } from "../components/PageHead";
import { Icon } from "../components/Icon";
import { Time } from "../components/Time";
import { Link } from "../router/Link";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { SearchFilter } from "../table/filters";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { priceText } from "./prices";

const filters: readonly string[] = [];

/** What charging costs, and where. */
export default function TariffsPage() {
  const state = useTableState({ filters, sort: "name" });
  const query = useQuery(Tariffs, { filter: state.text ? { text: state.text } : null, first: state.first, after: state.after });
  const list = query.data?.tariffs;
  const columns = useMemo(() => tariffColumns(), [language]);
  const { tariffs, navigation } = texts;
  const make = session.may("MANAGE_TARIFFS") && (
    <Link className="button primary" href="/settings/tariffs/new"><Icon name="plus" />{tariffs.make}</Link>
  );
  return (
    <>
      <PageHead title={tariffs.title} lead={tariffs.lead} crumbs={[{ text: navigation.settings }, { text: tariffs.title }]} actions={make} />
      <DataTable
        name="tariffs" label={tariffs.title} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={tariffs.find} />}
        empty={{ title: tariffs.none, body: tariffs.noneBody, action: make }}
      />
    </>
  );
}

const nameOf = ({ name }: TariffRow) => name;

function tariffColumns(): readonly Column<TariffRow>[] {
  const { tariffs } = texts;
  return [
    { id: "name", label: tariffs.name, isName: true, onPhone: "plain", cell: ({ id, name }) => (
      <Link className="id" href={`/settings/tariffs/${encodeURIComponent(id)}`}>{name}</Link>
    ) },
    { id: "kwh", label: tariffs.perKwh, isNumber: true, cell: ({ current }) => priceText(current?.pricePerKwh ?? null) },
    { id: "minute", label: tariffs.perMinute, isNumber: true, cell: ({ current }) => priceText(current?.pricePerMinute ?? null) },
    { id: "session", label: tariffs.perSession, isNumber: true, cell: ({ current }) => priceText(current?.pricePerSession ?? null) },
    { id: "idle", label: tariffs.idleFee, isNumber: true, cell: ({ current }) => priceText(current?.idleFeePerMinute ?? null) },
    { id: "times", label: tariffs.timesOfDay, isNumber: true, onPhone: "hidden", cell: ({ current }) => current?.periods.length ?? 0 },
    { id: "where", label: tariffs.where, cell: ({ assignments }) => placesText(assignments) },
    { id: "since", label: tariffs.since, onPhone: "hidden", cell: ({ current }) => (current ? <Time at={current.validFrom} /> : <span className="unit">{tariffs.notYet}</span>) },
    { id: "version", label: tariffs.versionLabel, isExtra: true, isNumber: true, cell: ({ current }) => current?.number ?? null },
    { id: "created", label: tariffs.created, isExtra: true, cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
}

/** The first places by name, and how many more. */
function placesText({ nodes, totalCount }: TariffRow["assignments"]) {
  const { tariffs } = texts;
  if (totalCount === 0) return <span className="unit">{tariffs.nowhere}</span>;
  const shown = nodes.slice(0, 2).map(({ station, group }) => station?.chargePointId ?? group?.name ?? tariffs.organization);
  return totalCount > shown.length ? tariffs.andMore(shown.join(", "), totalCount - shown.length) : shown.join(", ");
}

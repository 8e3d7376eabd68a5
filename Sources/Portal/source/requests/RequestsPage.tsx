import { useMemo } from "react";
import { RequestRowChanged, ServiceRequests, type RequestRow } from "documents/requests/requests";
import type { ServiceRequestFilter } from "documents/schema";
import { useQuery, useSubscription, useViewer } from "../api/hooks";
import { Button } from "../components/Button";
import { PageHead } from "../components/PageHead";
import { StationFilter } from "../pickers/StationFilter";
import { useParameters } from "../router/address";
import { DataTable } from "../table/DataTable";
import { ChoiceFilter, SearchFilter, TextFilter } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { useNews } from "../upkeep/useNews";
import { NewRequestDialog } from "./NewRequestDialog";
import { states } from "./RequestBadge";
import { requestColumns } from "./requestColumns";

const filters = ["state", "station", "number", "by"];

/** What people ask of those who look after stations. */
export default function RequestsPage() {
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "-changed" });
  const viewer = useViewer();
  const filter = useMemo(() => requestFilter(state, viewer.user.id), [state, viewer.user.id]);
  const query = useQuery(ServiceRequests, { filter, first: state.first, after: state.after });
  const list = query.data?.serviceRequests;
  const columns = useMemo(() => requestColumns(), [language]);
  const news = useNews(list?.nodes, state.filterKey);
  useSubscription(RequestRowChanged, { stationIds: filter.stationIds ?? null }, ({ serviceRequestChanged: { id, createdAt } }) => news.hear(id, createdAt));
  const show = () => {
    news.clear();
    if (state.page > 1) state.goTo(1, undefined);
    else void query.refetch();
  };
  const { requests } = texts;
  const make = <Button kind="primary" icon="plus" onClick={() => set({ new: "1" })}>{requests.make}</Button>;
  return (
    <>
      <PageHead hasTimes title={requests.title} lead={requests.lead} isLive actions={make} />
      <DataTable
        name="requests" label={requests.title} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={requests.find} />} filters={<Filters state={state} />}
        news={news.count > 0 && <button type="button" className="news" onClick={show}>{requests.news(news.count)}</button>}
        empty={{ title: requests.none, body: requests.noneBody, action: make }}
      />
      {parameters.has("new") && (
        <NewRequestDialog
          station={stationOf(parameters)} session={parameters.get("session") ?? undefined}
          onClose={() => set({ new: undefined, session: undefined }, "replace")}
        />
      )}
    </>
  );
}

const nameOf = ({ number, subject }: RequestRow) => texts.requests.named(number, subject);

function stationOf(parameters: URLSearchParams): string | undefined {
  const station = parameters.get("new");
  return station === null || station === "1" ? undefined : station;
}

function Filters({ state }: { readonly state: TableState }) {
  const { requests } = texts;
  return (
    <>
      <ChoiceFilter state={state} name="state" label={requests.state} isMultiple
        choices={states.map((value) => ({ value, text: requests.states[value] }))} />
      <StationFilter state={state} />
      <TextFilter state={state} name="number" label={requests.number} />
      <ChoiceFilter state={state} name="by" label={requests.by} choices={[{ value: "me", text: requests.me }]} />
    </>
  );
}

function requestFilter(state: TableState, me: string): ServiceRequestFilter {
  const wanted = state.values("state");
  const chosen = states.filter((each) => wanted.includes(each));
  const station = state.value("station");
  const number = Number.parseInt(state.value("number")?.replace(/^\D+/, "") ?? "", 10);
  return {
    ...(chosen.length > 0 && { states: chosen }), ...(station && { stationIds: [station] }), ...(state.text && { text: state.text }),
    // What is no number is the number of no request.
    ...(state.value("number") && { number: Number.isNaN(number) ? -1 : number }), ...(state.value("by") === "me" && { createdBy: me }),
  };
}

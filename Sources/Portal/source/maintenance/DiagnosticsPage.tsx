import { useCallback, useMemo, useState } from "react";
import { Uploads, type AskedUpload } from "documents/maintenance/maintenance";
import { OperationChanged } from "documents/operations/operations";
import type { OperationFilter, OperationStatus } from "documents/schema";
import { useQuery, useSubscription } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { DownloadLink } from "../components/DownloadLink";
import { PageHead } from "../components/PageHead";
import { TabPanel, Tabs } from "../components/Tabs";
import { Time } from "../components/Time";
import { bytes, nothing, plain } from "../format/quantity";
import { OperationBadge } from "../operations/OperationProgress";
import { StationFilter } from "../pickers/StationFilter";
import { useParameters } from "../router/address";
import { Link } from "../router/Link";
import { DataTable } from "../table/DataTable";
import type { Column } from "../table/columns";
import { ChoiceFilter, PeriodFilter, startOf } from "../table/filters";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { AskStations } from "../upkeep/AskStations";
import { OperationDrawer } from "../upkeep/OperationDrawer";
import { personOf } from "../reservations/reservationColumns";
import { useNews } from "../upkeep/useNews";
import { useWhileRunning } from "../upkeep/useWhileRunning";

const filters = ["station", "status", "from", "to"];
type UploadKind = "GET_DIAGNOSTICS" | "GET_LOG";

/** Files that stations were asked to leave here. */
export default function DiagnosticsPage() {
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "-asked" });
  const kind: UploadKind = parameters.get("kind") === "log" ? "GET_LOG" : "GET_DIAGNOSTICS";
  const [isAsking, setAsking] = useState(false);
  const { navigation, maintenance } = texts;
  const open = parameters.get("open");
  const show = useCallback((id: string) => set({ open: id }), [set]);
  const mayAsk = session.may("OPERATE_STATION");
  return (
    <>
      <PageHead hasTimes
        title={navigation.diagnostics} isLive crumbs={[{ text: navigation.maintenance }, { text: navigation.diagnostics }]}
        lead={maintenance.diagnosticsLead}
        actions={mayAsk && <Button kind="primary" icon="wrench" onClick={() => setAsking(true)}>{maintenance.askFor[kind]}</Button>}
      />
      <section className="stack">
        <Tabs label={maintenance.uploads} name="uploads" selected={kind} tabs={[
          { id: "GET_DIAGNOSTICS", label: maintenance.uploadKinds.GET_DIAGNOSTICS }, { id: "GET_LOG", label: maintenance.uploadKinds.GET_LOG },
        ]} onSelect={(id) => set({ kind: id === "GET_LOG" ? "log" : undefined, after: undefined, p: undefined, open: undefined })} />
        {(["GET_DIAGNOSTICS", "GET_LOG"] as const).map((each) => (
          <TabPanel key={each} name="uploads" id={each} selected={kind}>
            <UploadTable kind={each} state={state} onOpen={show} onAsk={mayAsk ? () => setAsking(true) : undefined} />
          </TabPanel>
        ))}
      </section>
      {open && <OperationDrawer key={open} id={open} onClose={() => set({ open: undefined })} />}
      {isAsking && <AskStations kind={kind} onClose={() => setAsking(false)} />}
    </>
  );
}

interface UploadTableProps {
  readonly kind: UploadKind;
  readonly state: TableState;
  readonly onOpen: (id: string) => void;
  readonly onAsk: (() => void) | undefined;
}

function UploadTable({ kind, state, onOpen, onAsk }: UploadTableProps) {
  const { maintenance } = texts;
  const filter = useMemo(() => uploadFilter(state, kind), [state, kind]);
  const query = useQuery(Uploads, { filter, first: state.first, after: state.after });
  const list = query.data?.operations;
  const columns = useMemo(() => uploadColumns(onOpen), [language, onOpen]);
  useWhileRunning(query, list?.nodes);
  const news = useNews(list?.nodes, `${kind} ${state.filterKey}`);
  useSubscription(OperationChanged, {}, ({ operationChanged: changed }) => {
    if (changed.kind === kind && (filter.stationIds?.includes(changed.station.id) ?? true)) news.hear(changed.id, changed.requestedAt);
  });
  const show = () => {
    news.clear();
    if (state.page > 1) state.goTo(1, undefined);
    else void query.refetch();
  };
  return (
    <DataTable
      name="uploads" label={maintenance.uploadKinds[kind]} columns={columns} state={state} query={query} rowName={nameOf}
      page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
      filters={<Filters state={state} />}
      news={news.count > 0 && <button type="button" className="news" onClick={show}>{maintenance.news(news.count)}</button>}
      empty={{
        title: maintenance.noUploads, body: maintenance.noUploadsBody,
        action: onAsk && <Button kind="primary" icon="wrench" onClick={onAsk}>{maintenance.askFor[kind]}</Button>,
      }}
    />
  );
}

const nameOf = (row: AskedUpload) => row.station.chargePointId;
const statuses: readonly OperationStatus[] = ["QUEUED", "SENT", "ACCEPTED", "REJECTED", "FAILED", "TIMED_OUT", "EXPIRED"];

function Filters({ state }: { state: TableState }) {
  return (
    <>
      <StationFilter state={state} />
      <PeriodFilter state={state} label={texts.operations.asked} />
      <ChoiceFilter state={state} name="status" label={texts.operations.status}
        choices={statuses.map((value) => ({ value, text: texts.operations.statuses[value] }))} />
    </>
  );
}

function uploadFilter(state: TableState, kind: UploadKind): OperationFilter {
  const station = state.value("station");
  const status = statuses.find((each) => each === state.value("status"));
  const from = startOf(state.value("from"));
  const to = startOf(state.value("to"));
  return { kind, ...(station && { stationIds: [station] }), ...(status && { status }), ...(from && { from }), ...(to && { to }) };
}

function uploadColumns(onOpen: (id: string) => void): readonly Column<AskedUpload>[] {
  const { operations, maintenance, stations } = texts;
  return [
    {
      id: "asked", label: operations.asked, isName: true, onPhone: "plain",
      cell: ({ id, requestedAt }) => <button type="button" className="link strong" onClick={() => onOpen(id)}><Time at={requestedAt} /></button>,
    },
    {
      id: "station", label: stations.station, onPhone: "plain",
      cell: ({ station }) => <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>,
    },
    { id: "state", label: maintenance.state, onPhone: "plain", cell: (row) => <OperationBadge operation={row} /> },
    { id: "span", label: maintenance.span, onPhone: "hidden", cell: ({ request }) => <Span request={request} /> },
    { id: "file", label: maintenance.file, onPhone: "plain", cell: (row) => <File row={row} /> },
    {
      id: "by", label: operations.by, onPhone: "hidden",
      cell: ({ requestedBy }) => personOf(requestedBy) ?? <span className="unit">{operations.byServer}</span>,
    },
  ];
}

function Span({ request }: { request: unknown }) {
  const { from, to } = (request ?? {}) as { from?: unknown; to?: unknown };
  if (typeof from !== "string" && typeof to !== "string") return <span className="unit">{nothing}</span>;
  const time = (at: unknown) => (typeof at === "string" ? <Time at={at} /> : "…");
  return <>{time(from)} – {time(to)}</>;
}

function File({ row: { id, upload } }: { row: AskedUpload }) {
  if (!upload) return <span className="unit">{nothing}</span>;
  return (
    <DownloadLink className="file-link" href={`/files/uploads/${encodeURIComponent(id)}`} name={upload.fileName ?? "upload"}>
      {upload.fileName ?? texts.operations.download} ({plain(bytes(upload.sizeBytes))})
    </DownloadLink>
  );
}

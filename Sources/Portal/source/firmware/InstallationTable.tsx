import { useMemo } from "react";
import { FirmwareName } from "documents/firmware/firmware";
import { Uploads, type AskedUpload } from "documents/maintenance/maintenance";
import { OperationChanged } from "documents/operations/operations";
import type { OperationFilter, OperationStatus } from "documents/schema";
import { useQuery, useSubscription } from "../api/hooks";
import { ChargerText } from "../components/ChargerText";
import { LiveValue } from "../components/LiveValue";
import { Time } from "../components/Time";
import { nothing } from "../format/quantity";
import { OperationBadge } from "../operations/OperationProgress";
import { StationFilter } from "../pickers/StationFilter";
import { personOf } from "../reservations/reservationColumns";
import { Link } from "../router/Link";
import { DataTable } from "../table/DataTable";
import type { Column } from "../table/columns";
import { ChoiceFilter } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { useNews } from "../upkeep/useNews";
import { useWhileRunning } from "../upkeep/useWhileRunning";

export type InstallationKind = "UPDATE_FIRMWARE" | "SIGNED_UPDATE_FIRMWARE";

interface InstallationTableProps {
  readonly kind: InstallationKind;
  readonly state: TableState;
  readonly onOpen: (id: string) => void;
}

/** Stations that were given firmware, each with how far it has come. */
export function InstallationTable({ kind, state, onOpen }: InstallationTableProps) {
  const { firmware } = texts;
  const filter = useMemo(() => installationFilter(state, kind), [state, kind]);
  const query = useQuery(Uploads, { filter, first: state.first, after: state.after });
  const list = query.data?.operations;
  const columns = useMemo(() => installationColumns(onOpen), [language, onOpen]);
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
      name="installations" label={kind === "UPDATE_FIRMWARE" ? firmware.views.installations : firmware.views.signed} columns={columns}
      state={state} query={query} rowName={nameOf}
      page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
      filters={
        <>
          <StationFilter state={state} />
          <ChoiceFilter state={state} name="status" label={texts.operations.status}
            choices={statuses.map((value) => ({ value, text: texts.operations.statuses[value] }))} />
        </>
      }
      news={news.count > 0 && <button type="button" className="news" onClick={show}>{texts.maintenance.news(news.count)}</button>}
      empty={{ title: firmware.noInstallations, body: firmware.noInstallationsBody }}
    />
  );
}

const nameOf = (row: AskedUpload) => row.station.chargePointId;
const statuses: readonly OperationStatus[] = ["QUEUED", "SENT", "ACCEPTED", "REJECTED", "FAILED", "TIMED_OUT", "EXPIRED"];

function installationFilter(state: TableState, kind: InstallationKind): OperationFilter {
  const station = state.value("station");
  const status = statuses.find((each) => each === state.value("status"));
  return { kind, ...(station && { stationIds: [station] }), ...(status && { status }) };
}

function installationColumns(onOpen: (id: string) => void): readonly Column<AskedUpload>[] {
  const { operations, firmware, stations, maintenance } = texts;
  return [
    {
      id: "asked", label: operations.asked, isName: true, onPhone: "plain",
      cell: ({ id, requestedAt }) => <button type="button" className="link strong" onClick={() => onOpen(id)}><Time at={requestedAt} /></button>,
    },
    {
      id: "station", label: stations.station, onPhone: "plain",
      cell: ({ station }) => <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>,
    },
    { id: "image", label: firmware.what, onPhone: "plain", cell: ({ request }) => <What request={request} /> },
    { id: "state", label: maintenance.state, onPhone: "plain", cell: (row) => <OperationBadge operation={row} /> },
    { id: "step", label: firmware.step, onPhone: "plain", cell: (row) => <LastStep row={row} /> },
    {
      id: "by", label: operations.by, onPhone: "hidden",
      cell: ({ requestedBy }) => personOf(requestedBy) ?? <span className="unit">{operations.byServer}</span>,
    },
  ];
}

/** The image by its name in the catalogue, or the address. */
function What({ request }: { request: unknown }) {
  const { imageId, url } = (request ?? {}) as { imageId?: unknown; url?: unknown };
  if (typeof imageId === "string") return <ImageName id={imageId} />;
  return typeof url === "string" ? <ChargerText text={url} /> : <span className="unit">{nothing}</span>;
}

function ImageName({ id }: { id: string }) {
  const { data } = useQuery(FirmwareName, { id }, { isStill: true });
  if (!data) return <span className="unit">…</span>;
  const image = data.node;
  if (!image?.version) return <span className="unit">{texts.firmware.gone}</span>;
  return <><b className="ids">{image.version}</b><span className="under">{[image.vendor, image.model].join(" ")}</span></>;
}

function LastStep({ row: { progress } }: { row: AskedUpload }) {
  const last = progress[progress.length - 1];
  if (!last) return <span className="unit">{nothing}</span>;
  return <LiveValue value={last.status}><ChargerText text={last.status} /> <span className="unit"><Time at={last.at} /></span></LiveValue>;
}

import { useMemo, useState } from "react";
import { CertificateRequests, type CertificateRequestRow } from "documents/certificates/certificates";
import type { CertificateRequestStatus } from "documents/schema";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { ChargerText } from "../components/ChargerText";
import type { MenuItem } from "../components/Menu";
import { Badge } from "../components/StatusBadge";
import type { Shape } from "../components/StatusIcon";
import { Time } from "../components/Time";
import { nothing } from "../format/quantity";
import { StationFilter } from "../pickers/StationFilter";
import { personOf } from "../reservations/reservationColumns";
import { Link } from "../router/Link";
import { Words } from "../stations/stationColumns";
import { DataTable } from "../table/DataTable";
import type { Column } from "../table/columns";
import { ChoiceFilter } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { ApproveDialog } from "./ApproveDialog";
import { RefuseDialog } from "./ReasonDialogs";

const statuses: readonly CertificateRequestStatus[] = ["PENDING", "ISSUED", "REFUSED"];
const shapes: Record<CertificateRequestStatus, Shape> = { PENDING: "preparing", ISSUED: "finishing", REFUSED: "unavailable" };

interface Asking {
  readonly request: CertificateRequestRow;
  readonly what: "approve" | "refuse";
}

/** What stations asked for; those that wait for a person can be decided here. */
export function RequestTable({ state }: { state: TableState }) {
  const filter = useMemo(() => {
    const station = state.value("station");
    const status = statuses.find((each) => each === state.value("status"));
    return { ...(station && { stationIds: [station] }), ...(status && { status }) };
  }, [state]);
  const query = useQuery(CertificateRequests, { filter, first: state.first, after: state.after });
  const list = query.data?.certificateRequests;
  const columns = useMemo(() => requestColumns(), [language]);
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const { certificates } = texts;
  return (
    <>
      <DataTable
        name="certificateRequests" label={certificates.views.requests} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        filters={
          <>
            <StationFilter state={state} />
            <ChoiceFilter state={state} name="status" label={texts.sessions.status}
              choices={statuses.map((value) => ({ value, text: certificates.status[value] }))} />
          </>
        }
        {...(session.may("CONFIGURE_STATION") && { rowMenu: (request: CertificateRequestRow) => menuOf(request, setAsking) })}
        empty={{ title: certificates.noRequests, body: certificates.noRequestsBody }}
      />
      {asking?.what === "approve" && <ApproveDialog request={asking.request} onClose={close} />}
      {asking?.what === "refuse" && <RefuseDialog request={asking.request} onClose={close} />}
    </>
  );
}

const nameOf = ({ station, commonName }: CertificateRequestRow) => `${station.chargePointId} ${commonName ?? ""}`;

function menuOf(request: CertificateRequestRow, ask: (asking: Asking) => void): readonly MenuItem[] {
  const { certificates } = texts;
  const isPending = request.status === "PENDING";
  const notNow = isPending ? undefined : certificates.decided;
  return [
    {
      text: request.status === "ISSUED" ? certificates.sendAgain : certificates.approve, icon: "check",
      notNow: request.status === "REFUSED" ? certificates.decided : undefined, onChoose: () => ask({ request, what: "approve" }),
    },
    { text: certificates.refuse, icon: "close", isDanger: true, notNow, onChoose: () => ask({ request, what: "refuse" }) },
  ];
}

function requestColumns(): readonly Column<CertificateRequestRow>[] {
  const { certificates, stations, sessions } = texts;
  return [
    {
      id: "station", label: stations.station, isName: true, onPhone: "plain",
      cell: ({ station }) => <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>,
    },
    { id: "status", label: sessions.status, onPhone: "plain", cell: ({ status }) => <Badge shape={shapes[status]}>{certificates.status[status]}</Badge> },
    { id: "name", label: certificates.commonName, cell: ({ commonName }) => <Words text={commonName} /> },
    { id: "reason", label: certificates.reason, onPhone: "plain", cell: ({ reason }) => (reason === null ? <Words text={null} /> : <span className="sentence"><ChargerText text={reason} /></span>) },
    { id: "requested", label: certificates.requestedAt, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
    { id: "decided", label: certificates.decidedAt, onPhone: "hidden", cell: ({ decidedAt }) => <Time at={decidedAt} /> },
    {
      id: "by", label: certificates.decidedBy, onPhone: "hidden",
      cell: ({ decidedBy, decidedAt }) => personOf(decidedBy) ?? <span className="unit">{decidedAt ? texts.operations.byServer : nothing}</span>,
    },
    { id: "until", label: certificates.validTo, onPhone: "hidden", cell: ({ validTo }) => <Time at={validTo} form="date" /> },
    { id: "organization", label: certificates.organizationName, isExtra: true, cell: ({ organizationName }) => <Words text={organizationName} /> },
    { id: "serial", label: certificates.serial, isExtra: true, cell: ({ serialNumber }) => <span className="ids"><Words text={serialNumber} /></span> },
  ];
}

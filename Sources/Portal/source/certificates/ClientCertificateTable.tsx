import { useMemo, useState } from "react";
import { ClientCertificates, type ClientCertificateRow } from "documents/certificates/certificates";
import type { ClientCertificateFilter } from "documents/schema";
import { useQuery } from "../api/hooks";
import { Badge } from "../components/StatusBadge";
import { ChargerText } from "../components/ChargerText";
import type { MenuItem } from "../components/Menu";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { copyText } from "../components/copyText";
import { StationFilter } from "../pickers/StationFilter";
import { personOf } from "../reservations/reservationColumns";
import { Link } from "../router/Link";
import { Words } from "../stations/stationColumns";
import { DataTable } from "../table/DataTable";
import type { Column } from "../table/columns";
import { ChoiceFilter, TextFilter } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { RevokeDialog } from "./ReasonDialogs";

const soon = 30 * 86_400_000;

/** Certificates by which stations may connect instead of a password. */
export function ClientCertificateTable({ state }: { state: TableState }) {
  const filter = useMemo(() => certificateFilter(state), [state]);
  const query = useQuery(ClientCertificates, { filter, first: state.first, after: state.after });
  const list = query.data?.clientCertificates;
  const columns = useMemo(() => certificateColumns(), [language]);
  const [toRevoke, setToRevoke] = useState<ClientCertificateRow>();
  const { certificates } = texts;
  return (
    <>
      <DataTable
        name="clientCertificates" label={certificates.views.issued} columns={columns} state={state} query={query} rowName={nameOf}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        filters={
          <>
            <StationFilter state={state} />
            <ChoiceFilter state={state} name="state" label={certificates.state} choices={[
              { value: "good", text: certificates.states.good }, { value: "revoked", text: certificates.states.revoked },
              { value: "ending", text: certificates.states.ending },
            ]} />
            <TextFilter state={state} name="serial" label={certificates.serial} />
          </>
        }
        rowMenu={(row) => menuOf(row, setToRevoke)}
        empty={{ title: certificates.noIssued, body: certificates.noIssuedBody }}
      />
      {toRevoke && <RevokeDialog certificate={toRevoke} onClose={() => setToRevoke(undefined)} />}
    </>
  );
}

const nameOf = ({ station, serialNumber }: ClientCertificateRow) => `${station.chargePointId} ${serialNumber}`;

function menuOf(row: ClientCertificateRow, revoke: (row: ClientCertificateRow) => void): readonly MenuItem[] {
  const { certificates } = texts;
  const copy = async () => {
    if (await copyText(row.certificate)) toast("done", texts.copied);
  };
  return [
    { text: certificates.copyPem, icon: "copy", onChoose: () => void copy() },
    {
      text: certificates.revoke, icon: "halt", isDanger: true, isApart: true, notNow: row.revokedAt ? certificates.alreadyRevoked : undefined,
      onChoose: () => revoke(row),
    },
  ];
}

function certificateFilter(state: TableState): ClientCertificateFilter {
  const station = state.value("station");
  const wanted = state.value("state");
  // To the day, so that the question stays the same while one looks.
  const end = new Date(Math.ceil((Date.now() + soon) / 86_400_000) * 86_400_000).toISOString();
  return {
    ...(station && { stationIds: [station] }), ...(state.value("serial") && { serialNumber: state.value("serial") }),
    ...(wanted === "good" && { isRevoked: false }), ...(wanted === "revoked" && { isRevoked: true }),
    ...(wanted === "ending" && { isRevoked: false, expiresBefore: end }),
  };
}

function certificateColumns(): readonly Column<ClientCertificateRow>[] {
  const { certificates, stations, sessions } = texts;
  return [
    {
      id: "station", label: stations.station, isName: true, onPhone: "plain",
      cell: ({ station }) => <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>,
    },
    { id: "state", label: sessions.status, onPhone: "plain", cell: (row) => <CertificateState row={row} /> },
    { id: "subject", label: certificates.commonName, cell: ({ subject }) => <ChargerText text={subject} /> },
    { id: "serial", label: certificates.serial, onPhone: "hidden", cell: ({ serialNumber }) => <span className="ids">{serialNumber}</span> },
    { id: "issued", label: certificates.issuedAt, onPhone: "hidden", cell: ({ issuedAt }) => <Time at={issuedAt} /> },
    { id: "until", label: certificates.validTo, cell: ({ expiresAt }) => <Time at={expiresAt} form="date" /> },
    { id: "revoked", label: certificates.revokedAt, onPhone: "hidden", cell: ({ revokedAt }) => <Time at={revokedAt} /> },
    { id: "reason", label: certificates.reason, onPhone: "hidden", cell: ({ revocationReason }) => <Words text={revocationReason} /> },
    { id: "by", label: certificates.issuedBy, isExtra: true, cell: ({ issuedBy }) => personOf(issuedBy) ?? texts.operations.byServer },
    { id: "revokedBy", label: certificates.revokedBy, isExtra: true, cell: ({ revokedBy }) => <Words text={personOf(revokedBy)} /> },
  ];
}

function CertificateState({ row: { revokedAt, expiresAt, isInUse } }: { row: ClientCertificateRow }) {
  const { states } = texts.certificates;
  if (revokedAt) return <Badge shape="faulted">{states.revoked}</Badge>;
  if (Date.parse(expiresAt) < Date.now()) return <Badge shape="unavailable">{states.expired}</Badge>;
  return isInUse === true ? <Badge shape="finishing">{states.inUse}</Badge> : <Badge shape="available">{states.good}</Badge>;
}

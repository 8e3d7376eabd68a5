import { useMemo, useState } from "react";
import { SkipRolloutStations, type OneRolloutData, type RolloutRow, type RolloutStation } from "documents/rollouts/rollouts";
import type { FirmwareRolloutStationStatus } from "documents/schema";
import { useMutation, type Query } from "../api/hooks";
import { session } from "../api/session";
import { ChargerText } from "../components/ChargerText";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { LiveValue } from "../components/LiveValue";
import type { MenuItem } from "../components/Menu";
import { FaultNote } from "../components/PageState";
import { PresenceBadge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { count, nothing } from "../format/quantity";
import { Link } from "../router/Link";
import { DataTable } from "../table/DataTable";
import type { Column } from "../table/columns";
import { ChoiceFilter } from "../table/filters";
import type { TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { RolloutStationBadge } from "./progress";

export const stationStatuses: readonly FirmwareRolloutStationStatus[] = [
  "WAITING", "DUE", "ASKED", "INSTALLED", "FAILED", "MISSED", "SKIPPED", "CANCELLED",
];

interface RolloutStationsProps {
  readonly rollout: RolloutRow;
  readonly list: NonNullable<OneRolloutData["firmwareRollout"]>["stations"];
  readonly state: TableState;
  readonly query: Query<unknown>;
}

/** Each station's part, by waves. */
export function RolloutStations({ rollout, list, state, query }: RolloutStationsProps) {
  const { rollouts } = texts;
  const columns = useMemo(() => stationColumns(), [language]);
  const [toSkip, setToSkip] = useState<{ rows: readonly RolloutStation[]; done: () => void }>();
  const rowMenu = (row: RolloutStation): readonly MenuItem[] => [
    { text: rollouts.openStation, icon: "station", href: stationHref(row) },
    ...(row.operation ? [{ text: rollouts.openRequest, icon: "operations" as const, href: `/operations/${encodeURIComponent(row.operation.id)}` }] : []),
    ...(canSkip(row) ? [{ text: rollouts.skip, icon: "close" as const, isApart: true, onChoose: () => setToSkip({ rows: [row], done: () => undefined }) }] : []),
  ];
  return (
    <>
      <DataTable
        name="rollout-stations" label={texts.stations.title} columns={columns} state={state} query={query} rowName={nameOf} rowMenu={rowMenu} canSelect={canSkip}
        page={{ rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<h2>{texts.stations.title}</h2>}
        filters={<ChoiceFilter state={state} name="status" label={rollouts.status} isMultiple
          choices={stationStatuses.map((value) => ({ value, text: rollouts.stationStatuses[value] }))} />}
        {...(list.nodes.some(canSkip) && { bulk: [{ text: rollouts.skip, icon: "close", run: (rows: readonly RolloutStation[], done: () => void) => setToSkip({ rows, done }) }] as const })}
        empty={{ title: rollouts.noStations }}
      />
      {toSkip && <SkipDialog rollout={rollout} rows={toSkip.rows} onClose={() => setToSkip(undefined)} onDone={() => {
        toSkip.done();
        void query.refetch();
      }} />}
    </>
  );
}

const nameOf = ({ station }: RolloutStation) => station.chargePointId;
const stationHref = ({ station }: RolloutStation) => `/stations/${encodeURIComponent(station.chargePointId)}`;
const canSkip = ({ status }: RolloutStation) => session.may("ROLL_OUT_FIRMWARE") && (status === "WAITING" || status === "DUE");

function stationColumns(): readonly Column<RolloutStation>[] {
  const { rollouts, stations, firmware } = texts;
  return [
    {
      id: "station", label: stations.station, isName: true, onPhone: "plain",
      cell: (row) => <Link className="id" href={stationHref(row)}>{row.station.chargePointId}</Link>,
    },
    { id: "wave", label: rollouts.wave, isNumber: true, cell: ({ wave }) => (wave === null ? <span className="unit">{nothing}</span> : count(wave)) },
    { id: "status", label: rollouts.status, onPhone: "plain", cell: (row) => <LiveValue value={row.status}><RolloutStationBadge status={row.status} /></LiveValue> },
    {
      id: "step", label: firmware.step, onPhone: "plain",
      cell: ({ step, stepAt }) => (step === null ? <span className="unit">{nothing}</span>
        : <LiveValue value={step}><ChargerText text={step} /> <span className="unit"><Time at={stepAt} /></span></LiveValue>),
    },
    { id: "reason", label: rollouts.reason, onPhone: "plain", cell: (row) => <Reason row={row} /> },
    { id: "presence", label: stations.connection, onPhone: "hidden", cell: ({ station }) => <PresenceBadge presence={station.presence} isBare /> },
    { id: "asked", label: rollouts.asked, onPhone: "hidden", cell: ({ askedAt }) => <Time at={askedAt} /> },
    { id: "ended", label: rollouts.ended, isExtra: true, cell: ({ endedAt }) => <Time at={endedAt} /> },
    { id: "attempts", label: rollouts.attempts, isNumber: true, isExtra: true, cell: ({ attempts }) => count(attempts) },
  ];
}

/** Why it failed or is left out, or until when it may connect. */
function Reason({ row: { reason, status, deadline } }: { readonly row: RolloutStation }) {
  const { rollouts } = texts;
  if (reason !== null) return <span className="sentence">{rollouts.reasons[reason]}</span>;
  if (status === "DUE" && deadline !== null) return <span className="sentence">{rollouts.mayConnect} <Time at={deadline} /></span>;
  return <span className="unit">{nothing}</span>;
}

function SkipDialog({ rollout, rows, onClose, onDone }: {
  readonly rollout: RolloutRow;
  readonly rows: readonly RolloutStation[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { rollouts } = texts;
  const { run, fault } = useMutation(SkipRolloutStations);
  const skip = async () => {
    if (!await run({ input: { id: rollout.id, stationIds: rows.map(({ station }) => station.id) } })) return;
    onDone();
    onClose();
  };
  return (
    <ConfirmDialog title={rollouts.skipTitle(rows.length, rows[0] ? nameOf(rows[0]) : "")} action={rollouts.skip} kind="danger" onConfirm={() => void skip()} onCancel={onClose}>
      <p>{rollouts.skipBody}</p>
      {fault && <FaultNote fault={fault} />}
    </ConfirmDialog>
  );
}

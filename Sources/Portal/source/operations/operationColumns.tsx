import type { OperationState } from "documents/operations/operations";
import { LiveValue } from "../components/LiveValue";
import { Badge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { ChargerText } from "../components/ChargerText";
import { decimal, nothing } from "../format/quantity";
import { Link } from "../router/Link";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { OperationBadge } from "./OperationProgress";
import { answerWord } from "./stops";

export function operationColumns(): readonly Column<OperationState>[] {
  const { operations } = texts;
  return [
    {
      id: "kind", exported: "kind", label: operations.kind, isName: true, onPhone: "plain",
      cell: ({ id, kind }) => <Link className="id" href={`/operations/${encodeURIComponent(id)}`}>{operations.kinds[kind]}</Link>,
    },
    {
      id: "station", exported: "chargePointId", label: operations.station, onPhone: "plain",
      cell: ({ station }) => <Link className="ids" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>,
    },
    { id: "status", exported: "status", label: operations.status, onPhone: "plain", cell: (row) => <Status row={row} /> },
    { id: "effect", exported: "effect", label: operations.effect, onPhone: "plain", cell: (row) => <Effect row={row} /> },
    { id: "by", exported: "requestedBy", label: operations.by, cell: (row) => <By row={row} /> },
    { id: "asked", exported: "requestedAt", label: operations.asked, cell: ({ requestedAt }) => <Time at={requestedAt} /> },
    { id: "took", exported: "sentAt answeredAt", label: operations.took, isNumber: true, cell: (row) => <Took row={row} /> },
  ];
}

function Status({ row }: { row: OperationState }) {
  const word = answerWord(row.answer) ?? row.failure;
  const isPlain = word === "Accepted" || word === undefined || word === null;
  return (
    <>
      <LiveValue value={row.status}><OperationBadge operation={{ ...row, effect: "NONE" }} /></LiveValue>
      {!isPlain && <span className="under"><ChargerText text={word} /></span>}
    </>
  );
}

function Effect({ row: { effect } }: { row: OperationState }) {
  const { effectStates } = texts.operations;
  if (effect === "NONE") return <span className="unit">{nothing}</span>;
  const shape = { PENDING: "preparing", SEEN: "finishing", MISSED: "faulted" } as const;
  return <LiveValue value={effect}><Badge shape={shape[effect]} isBare>{effectStates[effect]}</Badge></LiveValue>;
}

export function By({ row: { requestedBy } }: { row: Pick<OperationState, "requestedBy"> }) {
  if (!requestedBy) return <span className="unit">{texts.operations.byServer}</span>;
  return <>{[requestedBy.firstName, requestedBy.lastName].filter(Boolean).join(" ") || requestedBy.email}</>;
}

/** From being sent to the answer. */
export function Took({ row: { sentAt, answeredAt } }: { row: Pick<OperationState, "sentAt" | "answeredAt"> }) {
  if (!sentAt || !answeredAt) return <span className="unit">{nothing}</span>;
  const seconds = (new Date(answeredAt).getTime() - new Date(sentAt).getTime()) / 1000;
  return <span className="figures">{decimal(seconds, seconds < 10 ? 1 : 0)}<span className="unit">{"\u00A0s"}</span></span>;
}

import type { Message } from "documents/maintenance/maintenance";
import { ChargerText } from "../components/ChargerText";
import { Icon, type IconName } from "../components/Icon";
import { Figure } from "../components/LiveValue";
import { bytes } from "../format/quantity";
import { clockMilliseconds, exact, logMoment } from "../format/time";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { frameOf, gist, type FrameKind } from "./frame";

export function messageColumns(onOpen: (id: string) => void): readonly Column<Message>[] {
  const { maintenance } = texts;
  return [
    {
      id: "time", exported: "receivedAt", label: maintenance.time, isName: true, onPhone: "plain",
      cell: (row) => (
        <button type="button" className="link figures" onClick={() => onOpen(row.id)}><Milliseconds at={row.receivedAt} /></button>
      ),
    },
    { id: "direction", exported: "direction", label: maintenance.direction, onPhone: "plain", cell: ({ direction }) => <Direction direction={direction} /> },
    { id: "message", exported: "action", label: maintenance.message, onPhone: "plain", cell: (row) => <ActionName message={row} /> },
    { id: "kind", label: maintenance.kind, onPhone: "plain", cell: (row) => <KindMark kind={frameOf(row).kind} /> },
    { id: "says", exported: "payload", label: maintenance.says, onPhone: "plain", cell: (row) => <ChargerText text={gist(frameOf(row))} /> },
    {
      id: "id", exported: "messageId", label: maintenance.messageId, isExtra: true,
      cell: ({ messageId }) => <span className="ids">{messageId !== null && <ChargerText text={messageId} />}</span>,
    },
    { id: "size", exported: "size", label: maintenance.size, isExtra: true, isNumber: true, cell: ({ size }) => <Figure quantity={bytes(size)} /> },
    { id: "connection", exported: "generation", label: maintenance.connectionNumber, isExtra: true, isNumber: true, cell: ({ generation }) => generation },
  ];
}

export const nameOf = (row: Message): string => `${row.action} ${clockMilliseconds(new Date(row.receivedAt))}`;

/** Of today the clock with milliseconds, else the day too. */
export function Milliseconds({ at }: { at: string }) {
  const time = new Date(at);
  return <time className="figures" dateTime={at} title={exact(time)}>{logMoment(time, clockMilliseconds)}</time>;
}

export function Direction({ direction }: { direction: Message["direction"] }) {
  return (
    <span className="direction">
      <Icon name={direction === "RECEIVED" ? "received" : "sent"} />{texts.maintenance.directions[direction]}
    </span>
  );
}

/** A call's own name; what answers has none. */
export function ActionName({ message }: { message: Message }) {
  const { action } = frameOf(message);
  if (action !== undefined) return <ChargerText text={action} />;
  return <span className="unit">{message.messageId !== null && <ChargerText text={message.messageId} />}</span>;
}

const marks: Readonly<Record<FrameKind, IconName | undefined>> = { call: undefined, answer: "check", error: "close", unreadable: "warning" };

export function KindMark({ kind }: { kind: FrameKind }) {
  const icon = marks[kind];
  return <span className={`frame-kind ${kind}`}>{icon && <Icon name={icon} />}{texts.maintenance.kinds[kind]}</span>;
}

import { useState } from "react";
import type { QueueStation } from "documents/reservations/queue";
import { ReserveNow } from "documents/reservations/reservations";
import { StationToAsk, type OperationState } from "documents/operations/operations";
import type { Fault } from "../api/fault";
import { useMutation, useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField } from "../components/Field";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { localInput, moment } from "../format/time";
import { followAfterwards } from "../operations/followAfterwards";
import { OperationProgress } from "../operations/OperationProgress";
import { answerWord, isOver } from "../operations/stops";
import { StationField, TagField } from "../pickers/PickerField";
import { findReservable } from "../pickers/StationFilter";
import { texts } from "../texts/texts";
import { JoinDialog } from "./JoinDialog";
import { OccupiedNote } from "./OccupiedNote";

interface ChosenStation {
  readonly id: string;
  readonly name: string;
}

interface ReserveDialogProps {
  readonly station: string | undefined;
  readonly connector: number;
  readonly until: string | null;
  readonly tag: string;
  /** A live reservation that this one takes the place of. */
  readonly replaces: string | undefined;
  readonly onMade: () => void;
  readonly onClose: () => void;
}

const halfHour = 30 * 60_000;
const idSeparator = /[.\s]/;

/** In two hours or a little later, at a full or half hour. */
function laterToday(): string {
  return localInput(new Date(Math.ceil((Date.now() + 4 * halfHour) / halfHour) * halfHour));
}

/** Asks a station to keep a connector free, and shows how it answers. */
export function ReserveDialog(props: ReserveDialogProps) {
  const { station: wanted } = props;
  return wanted === undefined ? <Asking {...props} known={undefined} /> : <WithStation {...props} station={wanted} />;
}

function WithStation(props: ReserveDialogProps & { station: string }) {
  const { data, fault } = useQuery(StationToAsk, { id: props.station });
  if (!data && !fault) return null;
  const known = data?.station ? { id: data.station.id, name: data.station.chargePointId } : undefined;
  return <Asking {...props} known={known} />;
}

/** What is in the form. */
interface Wanted {
  readonly station: ChosenStation | undefined;
  readonly connector: string;
  readonly tag: string;
  readonly end: string;
}

const hasEnded = ({ end }: Wanted) => end === "" || new Date(end).getTime() <= Date.now();

function Asking({ known, connector, until, tag, replaces, onMade, onClose }: ReserveDialogProps & { known: ChosenStation | undefined }) {
  const { reservations } = texts;
  const [wanted, setWanted] = useState<Wanted>({
    station: known, connector: String(connector), tag, end: until ? localInput(new Date(until)) : laterToday(),
  });
  const [isChecked, setChecked] = useState(false);
  const [operation, setOperation] = useState<OperationState>();
  const [queueing, setQueueing] = useState<QueueStation>();
  const { run, isSending, fault, reset } = useMutation(ReserveNow);
  const title = replaces ? reservations.change : reservations.make;
  const send = async () => {
    setChecked(true);
    const idTag = wanted.tag.trim();
    if (!wanted.station || idTag === "" || hasEnded(wanted)) return;
    const data = await run({
      input: {
        stationId: wanted.station.id, connector: Number(wanted.connector), idTag, expiresAt: new Date(wanted.end).toISOString(),
        reservationId: replaces ?? null, wait: false,
      },
    });
    if (!data?.reserveNow.operation) return;
    setOperation(data.reserveNow.operation);
    onMade();
  };
  if (queueing) return <JoinDialog station={queueing} connector={Number(wanted.connector)} tag={wanted.tag.trim()} onClose={onClose} />;
  if (operation) {
    return <Answered title={title} wanted={wanted} operation={operation} onClose={onClose} onQueue={setQueueing} onBack={() => {
      reset();
      setOperation(undefined);
    }} />;
  }
  return (
    <Dialog title={title} lead={reservations.makeLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button kind="primary" disabled={isSending} onClick={() => void send()}>{isSending ? texts.upkeep.sending : reservations.reserve}</Button>
      </>
    }>
      <Form wanted={wanted} onWanted={setWanted} isChecked={isChecked} fault={fault} />
    </Dialog>
  );
}

function Answered({ title, wanted, operation, onQueue, onBack, onClose }: {
  readonly title: string;
  readonly wanted: Wanted;
  readonly operation: OperationState;
  readonly onQueue: (station: QueueStation) => void;
  readonly onBack: () => void;
  readonly onClose: () => void;
}) {
  const [latest, setLatest] = useState(operation);
  const close = () => {
    if (!isOver(latest)) followAfterwards(latest);
    onClose();
  };
  const { station, tag, end } = wanted;
  return (
    <Dialog title={title} lead={texts.reservations.summary(station?.name ?? "", tag, moment(new Date(end)))} onClose={close}
      footer={<><Button onClick={onBack}>{texts.upkeep.backToForm}</Button><Button kind="primary" onClick={close}>{texts.close}</Button></>}>
      <OperationProgress operation={operation} onChange={setLatest} />
      {station && latest.status === "REJECTED" && answerWord(latest.answer) === "Occupied" && (
        <OccupiedNote station={station.id} connector={Number(wanted.connector)} onQueue={onQueue} />
      )}
      {!isOver(latest) && <p className="hint">{texts.upkeep.goesOn}</p>}
    </Dialog>
  );
}

const formFields = ["stationId", "connector", "idTag", "expiresAt"];

function Form({ wanted, onWanted, isChecked, fault }: {
  readonly wanted: Wanted;
  readonly onWanted: (wanted: Wanted) => void;
  readonly isChecked: boolean;
  readonly fault: Fault | undefined;
}) {
  const { reservations, stations, sessions, upkeep } = texts;
  const field = fault?.field?.split(idSeparator).pop();
  const errorOf = (name: string, isWrong: boolean, words = upkeep.missing) =>
    (field === name ? fault?.message : isChecked && isWrong ? words : undefined);
  const { station, connector, tag, end } = wanted;
  return (
    <>
      <StationField label={stations.station} text={station?.name ?? ""} error={errorOf("stationId", !station)} search={findReservable}
        onChoose={(option) => onWanted({ ...wanted, station: option && { id: option.value, name: option.text } })} />
      {station && <ConnectorField station={station.id} number={connector} error={errorOf("connector", false)}
        onNumber={(number) => onWanted({ ...wanted, connector: number })} />}
      <TagField label={sessions.tag} text={tag} hint={reservations.tagHint} error={errorOf("idTag", tag.trim() === "")}
        onChoose={(option) => onWanted({ ...wanted, tag: option?.value ?? "" })} />
      <TextField type="datetime-local" label={reservations.until} value={end} hint={reservations.untilHint}
        error={errorOf("expiresAt", hasEnded(wanted), reservations.past)} onValue={(at) => onWanted({ ...wanted, end: at })} />
      {fault && !formFields.includes(field ?? "") && <FaultNote fault={fault} />}
    </>
  );
}

function ConnectorField({ station, number, onNumber, error }: {
  readonly station: string;
  readonly number: string;
  readonly onNumber: (number: string) => void;
  readonly error: string | undefined;
}) {
  const { data } = useQuery(StationToAsk, { id: station });
  const { reservations, status } = texts;
  if (data?.station?.takesReservations === false) return <Note kind="warning">{reservations.switchedOff}</Note>;
  const known = data?.station?.connectors ?? [];
  const numbers = known.length > 0 ? known.map((each) => ({ value: String(each.number), text: `${each.number} · ${status[each.status]}` }))
    : [{ value: "1", text: "1" }];
  const others = numbers.some(({ value }) => value === number) || number === "0" ? [] : [{ value: number, text: number }];
  return (
    <>
      {data?.station?.presence === "OFFLINE" && <Note kind="warning">{reservations.offline(data.station.chargePointId)}</Note>}
      <SelectField label={reservations.connector} value={number} onValue={onNumber} error={error}
        choices={[...numbers, ...others, { value: "0", text: reservations.whicheverIsFree }]} />
    </>
  );
}

import { useRef, useState } from "react";
import { ReserveNow } from "documents/reservations/reservations";
import { StationToAsk, type OperationState } from "documents/operations/operations";
import { useMutation, useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { SelectField, TextField } from "../components/Field";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { localInput, moment } from "../format/time";
import { followAfterwards } from "../operations/followAfterwards";
import { OperationProgress } from "../operations/OperationProgress";
import { isOver } from "../operations/stops";
import { StationField, TagField } from "../pickers/PickerField";
import { texts } from "../texts/texts";

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

function Asking({ known, connector, until, tag: firstTag, replaces, onMade, onClose }: ReserveDialogProps & { known: ChosenStation | undefined }) {
  const { reservations } = texts;
  const [station, setStation] = useState(known);
  const [number, setNumber] = useState(String(connector));
  const [tag, setTag] = useState(firstTag);
  const [end, setEnd] = useState(until ? localInput(new Date(until)) : laterToday());
  const [isChecked, setChecked] = useState(false);
  const [operation, setOperation] = useState<OperationState>();
  const latest = useRef<OperationState>();
  const { run, isSending, fault, reset } = useMutation(ReserveNow);
  const field = fault?.field?.split(idSeparator).pop();
  const errorOf = (name: string, isMissing: boolean) =>
    (field === name ? fault?.message : isChecked && isMissing ? texts.upkeep.missing : undefined);
  const isPast = end === "" || new Date(end).getTime() <= Date.now();
  const send = async () => {
    setChecked(true);
    if (!station || tag.trim() === "" || isPast) return;
    const data = await run({
      input: {
        stationId: station.id, connector: Number(number), idTag: tag.trim(), expiresAt: new Date(end).toISOString(),
        reservationId: replaces ?? null, wait: false,
      },
    });
    if (!data?.reserveNow.operation) return;
    setOperation(data.reserveNow.operation);
    onMade();
  };
  const back = () => {
    reset();
    setOperation(undefined);
  };
  const close = () => {
    if (latest.current && !isOver(latest.current)) followAfterwards(latest.current);
    onClose();
  };
  const title = replaces ? reservations.change : reservations.make;
  if (operation) {
    return (
      <Dialog title={title} lead={reservations.summary(station?.name ?? "", tag, moment(new Date(end)))} onClose={close}
        footer={<><Button onClick={back}>{texts.upkeep.backToForm}</Button><Button kind="primary" onClick={close}>{texts.close}</Button></>}>
        <OperationProgress operation={operation} onChange={(next) => { latest.current = next; }} />
        <p className="hint">{texts.upkeep.goesOn}</p>
      </Dialog>
    );
  }
  return (
    <Dialog title={title} lead={reservations.makeLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button kind="primary" disabled={isSending} onClick={() => void send()}>{isSending ? texts.upkeep.sending : reservations.reserve}</Button>
      </>
    }>
      <StationField label={texts.stations.station} text={station?.name ?? ""} error={errorOf("stationId", !station)}
        onChoose={(option) => setStation(option && { id: option.value, name: option.text })} />
      {station && <ConnectorField station={station.id} number={number} onNumber={setNumber} error={errorOf("connector", false)} />}
      <TagField label={texts.sessions.tag} text={tag} onChoose={(option) => setTag(option?.value ?? "")} hint={reservations.tagHint}
        error={errorOf("idTag", tag.trim() === "")} />
      <TextField type="datetime-local" label={reservations.until} value={end} onValue={setEnd} hint={reservations.untilHint}
        error={field === "expiresAt" ? fault?.message : isChecked && isPast ? reservations.past : undefined} />
      {fault && (field === undefined || !["stationId", "connector", "idTag", "expiresAt"].includes(field)) && <FaultNote fault={fault} />}
    </Dialog>
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

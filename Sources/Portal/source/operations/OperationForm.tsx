import { useRef, useState, type FormEvent, type MutableRefObject } from "react";
import { StationToAsk, type Asked } from "documents/operations/operations";
import { useQuery } from "../api/hooks";
import { Fault, unreachable } from "../api/fault";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { LogbookGate, type Gate } from "../logbook/LogbookGate";
import { texts } from "../texts/texts";
import { problemsOf, valuesOf, type Problem, type Typed } from "./fields";
import type { Kind, Target } from "./kinds";
import { OperationFields } from "./OperationFields";

export interface AskedStation {
  readonly id: string;
  readonly chargePointId: string;
  readonly presence?: string;
}

interface OperationFormProps {
  readonly id: string;
  readonly kind: Kind;
  readonly stations: readonly AskedStation[];
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly onSending: (isSending: boolean) => void;
  readonly onAsked: (asked: Asked) => void;
}

/** What is to be asked, in detail. What was typed stays when it is refused. */
export function OperationForm({ id, kind, stations, typed, onTyped, onSending, onAsked }: OperationFormProps) {
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [fault, setFault] = useState<Fault>();
  const gate = useRef<Gate>();
  const offline = stations.filter(({ presence }) => presence !== undefined && presence !== "ONLINE");
  const [single] = stations;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const found = problemsOf(kind.fields, typed);
    setProblems(found);
    setFault(undefined);
    if (found.length > 0 || !single) return;
    onSending(true);
    const target: Target = stations.length === 1 ? { stationId: single.id } : { stationIds: stations.map((each) => each.id) };
    try {
      if (!gate.current || await gate.current(typed.idTag ?? "")) onAsked(await kind.send(target, valuesOf(kind.fields, typed)));
    } catch (error) {
      setFault(error instanceof Fault ? error : unreachable());
    }
    onSending(false);
  };
  const refusal = fault?.field ? { field: fault.field.split(".").pop() ?? "", message: fault.message } : undefined;
  const isAtField = refusal && kind.fields.some(({ name }) => name === refusal.field);
  const change = (name: string, value: string) => {
    onTyped({ ...typed, [name]: value });
    setProblems(problems.filter((each) => each.field !== name));
  };
  const shared = { fields: kind.fields, typed, problems, refusal, onTyped: change, stationIds: stations.map((each) => each.id) };
  return (
    <form id={id} className="stack" noValidate onSubmit={(event) => void submit(event)}>
      <p className="lead">{texts.operations.leads[kind.kind]}</p>
      {offline.length > 0 && (
        <Note kind="warning">{texts.operations.offline(offline.length, stations.length, offline[0]?.chargePointId ?? "")}</Note>
      )}
      {fault && !isAtField && <FaultNote fault={fault} />}
      {stations.length === 1 && single
        ? <FieldsOfOne {...shared} stationId={single.id} gate={kind.kind === "REMOTE_START" ? gate : undefined} /> : <OperationFields {...shared} connectors={undefined} />}
    </form>
  );
}

type FieldsOfOneProps = Omit<Parameters<typeof OperationFields>[0], "connectors"> & { readonly stationId: string; readonly gate: MutableRefObject<Gate | undefined> | undefined };

function FieldsOfOne({ stationId, gate, ...rest }: FieldsOfOneProps) {
  const { data } = useQuery(StationToAsk, { id: stationId });
  const station = data?.station;
  return (
    <>
      <OperationFields {...rest} connectors={station?.connectors} />
      {gate && station?.logbookEnabled && <LogbookGate stationId={stationId} rule={station.logbookRule} gate={gate} />}
    </>
  );
}

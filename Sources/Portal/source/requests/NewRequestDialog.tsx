import { useId, useState } from "react";
import { CreateServiceRequest, FindSessions, SessionName } from "documents/requests/requests";
import { StationName } from "documents/pickers/pickers";
import { useMutation, useQuery, useViewer } from "../api/hooks";
import { request } from "../api/request";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { CheckField, SelectField, TextAreaField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { moment } from "../format/time";
import type { Option } from "../pickers/Combobox";
import { PickerField, StationField } from "../pickers/PickerField";
import { navigate } from "../router/address";
import { texts } from "../texts/texts";
import { lastHour, logInput, LogTimeFields, mistake } from "./LogTimeFields";

interface NewRequestDialogProps {
  /** What it is about, where one comes from there: global ids. */
  readonly station: string | undefined;
  readonly session: string | undefined;
  readonly onClose: () => void;
}

/** Waits for the names of what it is about, so that the form begins with them. */
export function NewRequestDialog({ station, session, onClose }: NewRequestDialogProps) {
  if (session !== undefined) return <AboutSession id={session} onClose={onClose} />;
  return station === undefined ? <Asking onClose={onClose} /> : <AboutStation id={station} onClose={onClose} />;
}

function AboutStation({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, fault } = useQuery(StationName, { id }, { isStill: true });
  if (!data && !fault) return null;
  return <Asking onClose={onClose} {...(data?.station && { station: { value: id, text: data.station.chargePointId } })} />;
}

function AboutSession({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, fault } = useQuery(SessionName, { id }, { isStill: true });
  if (!data && !fault) return null;
  return <Asking onClose={onClose} {...(data?.session && { session: sessionOption(data.session) })} />;
}

type About = "station" | "session";

function Asking({ station: firstStation, session: firstSession, onClose }: {
  readonly station?: Option;
  readonly session?: Option;
  readonly onClose: () => void;
}) {
  const { requests } = texts;
  const form = useId();
  const isDriver = useViewer().role === "DRIVER";
  const [about, setAbout] = useState<About>(firstSession ? "session" : "station");
  const [station, setStation] = useState(firstStation);
  const [session, setSession] = useState(firstSession);
  const [subject, setSubject] = useState("");
  const [text, setText] = useState("");
  const [hasLog, setHasLog] = useState(false);
  const [time, setTime] = useState(lastHour);
  const { run, fault, isSending } = useMutation(CreateServiceRequest);
  const target = about === "station" ? station : session;
  const mayAttach = about === "station" && !isDriver;
  const log = mayAttach && hasLog ? time : undefined;
  const errorOf = (member: string, isMissing: boolean) => ({ member, error: isMissing ? texts.upkeep.missing : undefined });
  const send = async () => {
    if (!target) return;
    const data = await run({ input: {
      ...(about === "station" ? { stationId: target.value } : { sessionId: target.value }), subject: subject.trim(), text: text.trim(),
      ...(log && { log: logInput(log) }),
    } });
    const made = data?.createServiceRequest.serviceRequest;
    if (made) navigate(`/requests/${encodeURIComponent(made.id)}`, "replace");
  };
  return (
    <Dialog title={requests.make} lead={requests.makeLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{isSending ? texts.upkeep.sending : requests.send}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={send}>
        <SelectField label={requests.about} value={about} onValue={(value) => setAbout(value === "session" ? "session" : "station")}
          choices={[{ value: "station", text: requests.aStation }, { value: "session", text: requests.aSession }]} />
        {about === "station"
          ? <StationField key="station" label={texts.stations.station} text={station?.text ?? ""} onChoose={setStation} {...errorOf("stationId", !station)} />
          : <PickerField key="session" label={requests.session} text={session?.text ?? ""} onChoose={setSession} search={findSessions}
            {...errorOf("sessionId", !session)} hint={requests.sessionHint} />}
        <TextField label={requests.subject} maxLength={200} value={subject} onValue={setSubject} {...errorOf("subject", subject.trim() === "")} />
        <TextAreaField label={requests.text} maxLength={4000} rows={5} value={text} onValue={setText} {...errorOf("text", text.trim() === "")} />
        {mayAttach && <CheckField label={requests.withLog} hint={requests.withLogHint} isChecked={hasLog} onChange={setHasLog} />}
        {log && <LogTimeFields time={time} onTime={setTime} error={mistake(time)} />}
      </Form>
    </Dialog>
  );
}

interface NamedSession {
  readonly id: string;
  readonly transactionId: string;
  readonly startedAt: string;
  readonly station: { readonly chargePointId: string };
}

function sessionOption({ id, transactionId, startedAt, station }: NamedSession): Option {
  return { value: id, text: `${station.chargePointId} · ${transactionId}`, detail: moment(new Date(startedAt)) };
}

async function findSessions(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { sessions } = await request(FindSessions, { text: text.split(" · ")[0] || null, first: 20 }, signal);
  return sessions.nodes.map((each) => {
    const option = sessionOption(each);
    return { ...option, detail: [option.detail, each.idTag].filter(Boolean).join(" · ") };
  });
}

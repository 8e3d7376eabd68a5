import { useState } from "react";
import { AttachServiceRequestLog, type RequestDetail } from "documents/requests/requests";
import { useMutation, useViewer } from "../api/hooks";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { copyText } from "../components/copyText";
import { Dialog } from "../components/Dialog";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { visible } from "../format/visible";
import { texts } from "../texts/texts";
import { lastHour, logInput, LogTimeFields, mistake } from "./LogTimeFields";
import { personName } from "./RequestBadge";

type Log = RequestDetail["logs"][number];

interface LogsCardProps {
  readonly row: RequestDetail;
  readonly comments: number;
}

/** Messages of the station that are kept with the request. Drivers neither see nor attach them. */
export function LogsCard({ row, comments }: LogsCardProps) {
  const { requests } = texts;
  const [isAttaching, setAttaching] = useState(false);
  if (useViewer().role === "DRIVER") return null;
  return (
    <Card title={requests.logs} aside={<Button className="small" icon="plus" onClick={() => setAttaching(true)}>{requests.attach}</Button>}>
      {row.logs.length === 0 && <p className="lead">{requests.noLogs}</p>}
      <div className="stack">{row.logs.map((log) => <Excerpt key={log.attachedAt} log={log} />)}</div>
      {isAttaching && <AttachDialog row={row} comments={comments} onClose={() => setAttaching(false)} />}
    </Card>
  );
}

function Excerpt({ log }: { readonly log: Log }) {
  const { requests } = texts;
  const copy = async () => {
    if (await copyText(log.text)) toast("done", texts.copied);
  };
  return (
    <details className="excerpt">
      <summary><Time at={log.from} /> – <Time at={log.to} /> · {requests.messages(log.messages)}</summary>
      {log.isCut && <p className="hint">{requests.isCut}</p>}
      <p className="hint">{requests.attachedBy(personName(log.attachedBy))} <Time at={log.attachedAt} /></p>
      {log.messages > 0 && (
        <>
          <pre className="raw" tabIndex={0} aria-label={requests.logs}>{log.text.split("\n").map(visible).join("\n")}</pre>
          <Button className="small" icon="copy" onClick={() => void copy()}>{texts.copy}</Button>
        </>
      )}
    </details>
  );
}

function AttachDialog({ row, comments, onClose }: LogsCardProps & { readonly onClose: () => void }) {
  const { requests } = texts;
  const [time, setTime] = useState(lastHour);
  const { run, fault, isSending } = useMutation(AttachServiceRequestLog);
  const send = async () => {
    if (mistake(time)) return;
    if (await run({ input: { id: row.id, log: logInput(time) }, comments })) onClose();
  };
  return (
    <Dialog title={requests.attach} lead={requests.attachLead(row.station.chargePointId)} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button kind="primary" disabled={isSending} onClick={() => void send()}>{requests.attachAction}</Button>
      </>
    }>
      {fault && <FaultNote fault={fault} />}
      <LogTimeFields time={time} onTime={setTime} error={mistake(time)} />
    </Dialog>
  );
}

import { useId, useState } from "react";
import { QuirkDryRun, type QuirkDryRunData, type QuirkProfileRow } from "documents/quirks/quirks";
import { Fault, unreachable } from "../api/fault";
import { request } from "../api/request";
import { Button } from "../components/Button";
import { ChargerText } from "../components/ChargerText";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { Form } from "../components/Form";
import { Note } from "../components/Note";
import { Time } from "../components/Time";
import { count } from "../format/quantity";
import { localInput } from "../format/time";
import { StationField } from "../pickers/PickerField";
import { texts } from "../texts/texts";

type Result = NonNullable<QuirkDryRunData["quirkDryRun"]>;

const day = 86_400_000;
const shown = 100;

/** What a profile would have changed in what a station has sent. Nothing is stored. */
export function DryRunDialog({ profile, onClose }: { profile: QuirkProfileRow; onClose: () => void }) {
  const { quirks } = texts;
  const form = useId();
  const [station, setStation] = useState<string>();
  const [from, setFrom] = useState(() => localInput(new Date(Date.now() - 7 * day)));
  const [to, setTo] = useState("");
  const [isRunning, setRunning] = useState(false);
  const [result, setResult] = useState<Result | null>();
  const [fault, setFault] = useState<Fault>();
  const run = async () => {
    if (!station) return;
    setRunning(true);
    setFault(undefined);
    try {
      const end = to === "" ? null : new Date(to).toISOString();
      setResult((await request(QuirkDryRun, { profileId: profile.id, stationId: station, from: new Date(from).toISOString(), to: end })).quirkDryRun);
    } catch (error) {
      setFault(error instanceof Fault ? error : unreachable());
    }
    setRunning(false);
  };
  return (
    <Dialog title={quirks.tryTitle(profile.name)} lead={quirks.tryLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.close}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isRunning}>{isRunning ? quirks.running : quirks.tryOut}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={run}>
        <StationField label={texts.stations.station} text="" onChoose={(option) => setStation(option?.value)}
          error={!station ? texts.upkeep.missing : undefined} />
        <div className="field-group">
          <TextField type="datetime-local" label={texts.table.from} value={from} onValue={setFrom} error={from === "" ? texts.upkeep.missing : undefined} />
          <TextField type="datetime-local" label={texts.table.to} hint={quirks.untilNow} isOptional value={to} onValue={setTo} />
        </div>
        <div role="status">{result !== undefined && !fault && <Outcome result={result} />}</div>
      </Form>
    </Dialog>
  );
}

function Outcome({ result }: { result: Result | null }) {
  const { quirks } = texts;
  if (!result) return <Note kind="warning">{texts.notFound.body}</Note>;
  const { differences, messages, appliesToStation, isWhole } = result;
  return (
    <div className="stack">
      {!appliesToStation && <Note kind="warning">{quirks.notThisStation}</Note>}
      {!isWhole && <Note kind="warning">{quirks.notWhole}</Note>}
      <p><b>{quirks.outcome(differences.length)}</b> {quirks.lookedAt(count(messages))}</p>
      {differences.length > 0 && <Differences list={differences.slice(0, shown)} />}
      {differences.length > shown && <p className="hint">{quirks.firstOnes(count(shown))}</p>}
    </div>
  );
}

function Differences({ list }: { list: Result["differences"] }) {
  const { quirks, maintenance } = texts;
  return (
    <div className="plain-scroll" role="region" aria-label={quirks.differences} tabIndex={0}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{maintenance.time}</th><th scope="col">{quirks.where}</th>
            <th scope="col">{quirks.without}</th><th scope="col">{quirks.with}</th>
          </tr>
        </thead>
        <tbody>
          {list.map(({ receivedAt, action, field, without, with: becomes }, index) => (
            <tr key={index}>
              <td><Time at={receivedAt} form="seconds" /></td>
              <td><ChargerText text={`${action} · ${field}`} /></td>
              <td><ChargerText text={without} /></td>
              <td><ChargerText text={becomes} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

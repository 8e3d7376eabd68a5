import { useState } from "react";
import { QuirkDryRun, type QuirkDryRunData, type QuirkProfileRow } from "documents/quirks/quirks";
import { Fault, unreachable } from "../api/fault";
import { request } from "../api/request";
import { Button } from "../components/Button";
import { ChargerText } from "../components/ChargerText";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
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
  const [station, setStation] = useState<string>();
  const [from, setFrom] = useState(() => localInput(new Date(Date.now() - 7 * day)));
  const [to, setTo] = useState("");
  const [isChecked, setChecked] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const [result, setResult] = useState<Result | null>();
  const [fault, setFault] = useState<Fault>();
  const run = async () => {
    setChecked(true);
    if (!station || from === "") return;
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
        <Button kind="primary" disabled={isRunning} onClick={() => void run()}>{isRunning ? quirks.running : quirks.tryOut}</Button>
      </>
    }>
      <StationField label={texts.stations.station} text="" onChoose={(option) => setStation(option?.value)}
        error={isChecked && !station ? texts.upkeep.missing : undefined} />
      <div className="field-group">
        <TextField type="datetime-local" label={texts.table.from} value={from} onValue={setFrom} error={isChecked && from === "" ? texts.upkeep.missing : undefined} />
        <TextField type="datetime-local" label={texts.table.to} hint={quirks.untilNow} isOptional value={to} onValue={setTo} />
      </div>
      {fault && <FaultNote fault={fault} />}
      <div role="status">{result !== undefined && !fault && <Outcome result={result} />}</div>
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

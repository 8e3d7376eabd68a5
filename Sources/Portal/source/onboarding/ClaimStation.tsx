import { useState, type FormEvent } from "react";
import { ClaimStation as Claim, type ClaimStationData } from "documents/onboarding/claim";
import type { Fault } from "../api/fault";
import { useMutation } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { TextField } from "../components/Field";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { OperationDialog } from "../operations/OperationDialog";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { makeKey, problemOfId } from "./password";

type Claimed = ClaimStationData["claimStation"]["station"];

/** Takes a station over by what is printed on it. */
export function ClaimStation() {
  const [station, setStation] = useState<Claimed>();
  return station ? <Done station={station} onAgain={() => setStation(undefined)} /> : <Form onClaimed={setStation} />;
}

function Form({ onClaimed }: { readonly onClaimed: (station: Claimed) => void }) {
  const { assignment, onboarding } = texts;
  const [id, setId] = useState("");
  const [code, setCode] = useState("");
  const [isChecked, setChecked] = useState(false);
  const { run, isSending, fault } = useMutation(Claim);
  const problem = problemOfId(id.trim());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (problem || code.trim() === "") return;
    const data = await run({ input: { chargePointId: id.trim(), accessCode: code.trim() } });
    if (data) onClaimed(data.claimStation.station);
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => void submit(event)}>
      <p className="lead">{assignment.lead} {assignment.leaves}</p>
      {fault && <Refusal fault={fault} />}
      <TextField label={onboarding.id} value={id} onValue={setId} spellCheck={false} autoCapitalize="off" autoComplete="off" autoFocus
        error={isChecked && problem ? onboarding.idProblems[problem] : undefined} />
      <TextField label={assignment.code} hint={assignment.codeHint} value={code} onValue={setCode} maxLength={100} spellCheck={false}
        autoCapitalize="off" autoComplete="off" error={isChecked && code.trim() === "" ? texts.upkeep.missing : undefined} />
      <div><Button type="submit" kind="primary" disabled={isSending}>{assignment.claim}</Button></div>
    </form>
  );
}

function Refusal({ fault }: { readonly fault: Fault }) {
  const { assignment } = texts;
  if (fault.code === "BAD_USER_INPUT" && !fault.field) return <Note kind="danger" isAlert>{assignment.wrong}</Note>;
  if (fault.code === "LIMIT_EXCEEDED") return <Note kind="danger" isAlert>{assignment.tooMany}</Note>;
  return <FaultNote fault={fault} />;
}

function Done({ station, onAgain }: { readonly station: Claimed; readonly onAgain: () => void }) {
  const { assignment } = texts;
  const [key, setKey] = useState<string>();
  return (
    <div className="stack">
      <Note kind="success" isAlert>
        <b>{assignment.claimed(station.chargePointId)}</b>
        <span>{assignment.sessionsStay}</span>
      </Note>
      <Note kind="warning">
        <span>{assignment.changePassword}</span>
        {session.may("CONFIGURE_STATION") && (
          <span><Button className="small" icon="lock" onClick={() => setKey(makeKey())}>{assignment.newPassword}</Button></span>
        )}
      </Note>
      <div className="answer-actions">
        <Link className="button primary" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{assignment.open}</Link>
        <Button onClick={onAgain}>{assignment.another}</Button>
      </div>
      {key !== undefined && (
        <OperationDialog kind="CHANGE_CONFIGURATION" stations={[{ id: station.id, chargePointId: station.chargePointId }]}
          preset={{ key: "AuthorizationKey", value: key }} onClose={() => setKey(undefined)} />
      )}
    </div>
  );
}

import { useState, type FormEvent } from "react";
import { OnboardStation, type NewStation } from "documents/onboarding/onboarding";
import { AllGroups } from "documents/pickers/pickers";
import { useMutation, useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { CheckField, SelectField, TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { texts } from "../texts/texts";
import { makePassword, problemOfId } from "./password";

/** What the station is called, and whether it proves who it is. */
export function NameForm({ onMade }: { onMade: (station: NewStation, password: string | undefined) => void }) {
  const { onboarding } = texts;
  const [id, setId] = useState("");
  const [description, setDescription] = useState("");
  const [group, setGroup] = useState("");
  const [hasPassword, setHasPassword] = useState(true);
  const [isChecked, setChecked] = useState(false);
  const groups = useQuery(AllGroups, {}, { isStill: true }).data?.groups.nodes ?? [];
  const { run, isSending, fault } = useMutation(OnboardStation);
  const problem = problemOfId(id);
  const isAtId = fault?.field === "chargePointId" || fault?.code === "CONFLICT";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (problem) return;
    const password = hasPassword ? makePassword() : undefined;
    const data = await run({ input: {
      chargePointId: id, ...(password && { password }), ...(description.trim() && { description: description.trim() }), ...(group && { groupIds: [group] }),
    } });
    if (data) onMade(data.onboardStation.station, password);
  };
  return (
    <form className="stack onboarding-form" noValidate onSubmit={(event) => void submit(event)}>
      {fault && !isAtId && <FaultNote fault={fault} />}
      <TextField
        label={onboarding.id} hint={onboarding.idHint} value={id} onValue={setId} spellCheck={false} autoCapitalize="off" autoFocus
        onBlur={() => id !== "" && setChecked(true)}
        error={isChecked && problem ? onboarding.idProblems[problem] : isAtId ? fault.message : undefined}
      />
      <TextField label={texts.station.description} isOptional value={description} onValue={setDescription} />
      {groups.length > 0 && (
        <SelectField label={texts.stations.group} isOptional value={group} onValue={setGroup}
          choices={[{ value: "", text: onboarding.noGroup }, ...groups.map((each) => ({ value: each.id, text: each.name }))]} />
      )}
      <CheckField label={onboarding.withPassword} hint={onboarding.withPasswordHint} isChecked={hasPassword} onChange={setHasPassword} />
      <div><Button type="submit" kind="primary" disabled={isSending}>{onboarding.make}</Button></div>
    </form>
  );
}

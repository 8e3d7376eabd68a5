import { useMemo, useState } from "react";
import { UpdateInstallation } from "documents/installation/installation";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { SelectField, TextAreaField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { toast } from "../components/toasts";
import { useUnsent } from "../components/useUnsent";
import { texts } from "../texts/texts";
import { changesOf, draftOf, isMeasure, phaseOrders, phaseWords, type Draft, type Facts } from "./draft";

interface InstallationFormProps {
  readonly stationId: string;
  readonly facts: Facts;
  readonly onDone: () => void;
}

/** Which member of the input each field is. */
const members: Record<keyof Draft, string> = {
  installer: "installer", installedAt: "installedAt", fuseA: "fuseA", phaseOrder: "phaseOrder", gridLimitKw: "gridLimitW", notes: "notes",
};

export function InstallationForm({ stationId, facts, onDone }: InstallationFormProps) {
  const { installation } = texts;
  const before = useMemo(() => draftOf(facts), [facts]);
  const [draft, setDraft] = useState(before);
  const { run, isSending, fault } = useMutation(UpdateInstallation);
  const changes = changesOf(stationId, before, draft);
  const isDirty = Object.keys(changes).length > 1;
  const question = useUnsent(isDirty);
  const submit = async () => {
    if (!isDirty) return onDone();
    if (!await run({ input: changes })) return;
    toast("done", texts.saved);
    onDone();
  };
  const field = (name: keyof Draft, label: string) => ({
    label, isOptional: true, value: draft[name], onValue: (value: string) => setDraft({ ...draft, [name]: value }),
    member: members[name],
  });
  const measure = (name: "fuseA" | "gridLimitKw", label: string) => ({
    ...field(name, label), inputMode: "decimal" as const, error: isMeasure(draft[name]) ? undefined : installation.noMeasure,
  });
  return (
    <Card title={installation.title}>
      <Form fault={fault} onSubmit={submit}>
        <div className="field-grid">
          <TextField {...field("installer", installation.installer)} maxLength={200} autoFocus />
          <TextField {...field("installedAt", installation.installedAt)} type="date" max="9999-12-31" />
          <TextField {...measure("fuseA", installation.fuseA)} hint={installation.fuseHint} />
          <TextField {...measure("gridLimitKw", installation.gridLimitKw)} hint={installation.gridLimitHint} />
        </div>
        <SelectField {...field("phaseOrder", installation.phaseOrder)} hint={installation.phaseHint}
          choices={[{ value: "", text: installation.unknown }, ...phaseOrders.map((value) => ({ value, text: phaseWords(value) }))]} />
        <TextAreaField {...field("notes", installation.notes)} maxLength={2000} rows={5} />
        <div className="dialog-actions">
          <Button onClick={onDone}>{texts.cancel}</Button>
          <Button type="submit" kind="primary" disabled={isSending}>{texts.save}</Button>
        </div>
      </Form>
      {question}
    </Card>
  );
}

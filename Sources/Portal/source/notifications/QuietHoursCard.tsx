import { useState, type FormEvent } from "react";
import { SaveQuietHours, type NotificationChoice } from "documents/notifications/notifications";
import { useMutation, useViewer } from "../api/hooks";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { Switch, TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { timeZone } from "../format/locale";
import { texts } from "../texts/texts";

type Hours = NonNullable<NotificationChoice["quietHours"]>;

interface QuietHoursCardProps {
  readonly hours: Hours | null;
  readonly onChanged: () => Promise<void>;
}

/** From when to when mails wait. The first switch only opens the form: without times there is nothing to keep. */
export function QuietHoursCard({ hours, onChanged }: QuietHoursCardProps) {
  const { organization } = useViewer();
  const [draft, setDraft] = useState<Hours>(hours ?? { from: "22:00", to: "06:00", timeZone: organization.timeZone ?? timeZone() });
  const [isOpen, setOpen] = useState(hours !== null);
  const { run, fault, isSending } = useMutation(SaveQuietHours);
  const { notifications } = texts;
  const save = async (next: Hours | null) => {
    if (!await run({ input: { quietHours: next && { from: next.from, to: next.to, timeZone: next.timeZone } } })) return;
    await onChanged();
    toast("done", texts.saved);
  };
  const turn = (isOn: boolean) => {
    setOpen(isOn);
    if (!isOn && hours) void save(null);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(draft);
  };
  return (
    <Card title={notifications.quietHours}>
      <div className="stack">
        <p className="lead">{notifications.quietLead}</p>
        <Switch label={notifications.quietSwitch} isOn={isOpen} onChange={turn} />
        {fault && <FaultNote fault={fault} />}
        {isOpen && (
          <form className="stack" onSubmit={submit}>
            <div className="field-grid">
              <TextField type="time" label={notifications.quietFrom} required value={draft.from} onValue={(from) => setDraft({ ...draft, from })} />
              <TextField type="time" label={notifications.quietTo} required value={draft.to} onValue={(to) => setDraft({ ...draft, to })} />
            </div>
            <TextField label={notifications.timeZone} required value={draft.timeZone} hint={notifications.timeZoneHint}
              error={fault?.field?.includes("timeZone") ? fault.message : undefined} onValue={(zone) => setDraft({ ...draft, timeZone: zone })} />
            <div><Button type="submit" kind="primary" disabled={isSending}>{texts.save}</Button></div>
          </form>
        )}
      </div>
    </Card>
  );
}

import { NotificationChoices, SaveNotificationPreference, type NotificationChoice } from "documents/notifications/notifications";
import { useMutation, useQuery, useViewer } from "../api/hooks";
import { Card } from "../components/Card";
import { PageHead } from "../components/PageHead";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { QuietHoursCard } from "./QuietHoursCard";

type Choice = NotificationChoice["kinds"][number];

/** Of what the person is told, here and by mail, and when mails wait. */
export default function PreferencesPage() {
  const query = useQuery(NotificationChoices, {});
  const viewer = useViewer();
  const { notifications } = texts;
  const choices = query.data?.notificationPreferences;
  return (
    <>
      <PageHead title={notifications.preferencesTitle} lead={notifications.preferencesLead(viewer.user.email)}
        crumbs={[{ text: notifications.title, href: "/notifications" }, { text: notifications.preferencesTitle }]} />
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {!choices && !query.fault && <div className="page-loading" aria-busy="true" />}
      {choices && (
        <div className="grid">
          <div className="span-8"><Kinds choices={choices.kinds} onChanged={query.refetch} /></div>
          <div className="span-4"><QuietHoursCard hours={choices.quietHours} onChanged={query.refetch} /></div>
        </div>
      )}
    </>
  );
}

function Kinds({ choices, onChanged }: { readonly choices: readonly Choice[]; readonly onChanged: () => Promise<void> }) {
  const { run, fault, isSending } = useMutation(SaveNotificationPreference);
  const { notifications } = texts;
  const save = async (choice: Choice) => {
    if (!await run({ input: choice })) return;
    await onChanged();
    toast("done", texts.saved);
  };
  return (
    <Card title={notifications.kindsTitle} isFlush footer={<span className="unit">{notifications.mailRule}</span>}>
      {fault && <div className="panel-note"><FaultNote fault={fault} /></div>}
      <table className="data preferences" aria-busy={isSending}>
        <thead>
          <tr><th scope="col">{notifications.kind}</th><th scope="col">{notifications.here}</th><th scope="col">{notifications.mail}</th></tr>
        </thead>
        <tbody>
          {choices.map((choice) => (
            <tr key={choice.kind}>
              <th scope="row">{notifications.kinds[choice.kind]}</th>
              <td><Tick label={notifications.hereOf(notifications.kinds[choice.kind])} isOn={choice.isShown}
                onChange={(isShown) => void save({ ...choice, isShown })} /></td>
              <td><Tick label={notifications.mailOf(notifications.kinds[choice.kind])} isOn={choice.isMailed}
                onChange={(isMailed) => void save({ ...choice, isMailed })} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function Tick({ label, isOn, onChange }: { readonly label: string; readonly isOn: boolean; readonly onChange: (isOn: boolean) => void }) {
  return (
    <input type="checkbox" role="switch" className="switch" aria-label={label} checked={isOn} onChange={(event) => onChange(event.target.checked)} />
  );
}

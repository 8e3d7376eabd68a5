import { useId, useState } from "react";
import { CreateWebhook, UpdateWebhook, type WebhookRow } from "documents/webhooks/webhooks";
import type { WebhookEvent } from "documents/schema";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { CheckGroup } from "../components/CheckGroup";
import { Dialog } from "../components/Dialog";
import { CheckField, TextField } from "../components/Field";
import { Form } from "../components/Form";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { eventName, events } from "./events";
import { SecretDialog } from "./SecretDialog";

interface WebhookDialogProps {
  /** Undefined: a new one. */
  readonly webhook?: WebhookRow;
  readonly onClose: () => void;
  readonly onMade?: (webhook: WebhookRow) => void;
}

/** Makes or changes a webhook; of a new one the secret is shown afterwards. */
export function WebhookDialog({ webhook, onClose, onMade }: WebhookDialogProps) {
  const { webhooks } = texts;
  const form = useId();
  const [name, setName] = useState(webhook?.name ?? "");
  const [url, setUrl] = useState(webhook?.url ?? "https://");
  const [chosen, setChosen] = useState<readonly WebhookEvent[]>(webhook?.events ?? []);
  const [isActive, setActive] = useState(webhook?.isActive ?? true);
  const [made, setMade] = useState<{ readonly secret: string; readonly webhook: WebhookRow }>();
  const create = useMutation(CreateWebhook);
  const update = useMutation(UpdateWebhook);
  const fault = create.fault ?? update.fault;
  const isMissing = { name: name.trim() === "", url: url.trim() === "" || url.trim() === "https://", events: chosen.length === 0 };
  const submit = async () => {
    const input = { name: name.trim(), url: url.trim(), events: chosen, isActive };
    if (!webhook) {
      const data = await create.run({ input });
      if (data) setMade(data.createWebhook);
    } else if (await update.run({ input: { id: webhook.id, ...input } })) {
      toast("done", texts.saved);
      onClose();
    }
  };
  if (made) return <SecretDialog secret={made.secret} onClose={() => (onMade ? onMade(made.webhook) : onClose())} />;
  const errorOf = (field: "name" | "url" | "events", words = texts.upkeep.missing) =>
    ({ member: field, error: isMissing[field] ? words : undefined });
  return (
    <Dialog title={webhook ? webhooks.editTitle(webhook.name) : webhooks.make} lead={webhook ? undefined : webhooks.makeLead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={create.isSending || update.isSending}>{webhook ? texts.save : webhooks.make}</Button>
      </>
    }>
      <Form id={form} fault={fault} onSubmit={submit}>
        <TextField label={webhooks.name} value={name} onValue={setName} maxLength={100} {...errorOf("name")} autoComplete="off" />
        <TextField type="url" label={webhooks.url} hint={webhooks.urlHint} value={url} onValue={setUrl} maxLength={2000} {...errorOf("url")} spellCheck={false}
          autoComplete="off" />
        <EventFields chosen={chosen} onChoose={setChosen} {...errorOf("events", webhooks.eventNeeded)} />
        <CheckField label={webhooks.isActive} hint={webhooks.isActiveHint} isChecked={isActive} onChange={setActive} />
      </Form>
    </Dialog>
  );
}

function EventFields({ chosen, onChoose, ...checked }: {
  readonly chosen: readonly WebhookEvent[];
  readonly onChoose: (events: readonly WebhookEvent[]) => void;
  readonly error: string | undefined;
  readonly member: string;
}) {
  const { webhooks } = texts;
  const isAll = chosen.length === events.length;
  return (
    <CheckGroup label={webhooks.events} choices={events.map((value) => ({ value, text: eventName(value) }))} chosen={chosen} onChoose={onChoose} {...checked}>
      <button type="button" className="link" onClick={() => onChoose(isAll ? [] : events)}>{isAll ? webhooks.chooseNone : webhooks.chooseAll}</button>
    </CheckGroup>
  );
}

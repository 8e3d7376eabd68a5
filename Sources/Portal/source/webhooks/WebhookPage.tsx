import { useState } from "react";
import { UpdateWebhook, WebhookPage as WebhookQuery, type WebhookPageData, type WebhookRow } from "documents/webhooks/webhooks";
import { useMutation, useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { Card, Facts } from "../components/Card";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { Note } from "../components/Note";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { moment } from "../format/time";
import { navigate } from "../router/address";
import type { PageProps } from "../router/routes";
import { useTableState } from "../table/useTableState";
import { texts } from "../texts/texts";
import { fullName } from "../users/person";
import { Deliveries } from "./Deliveries";
import { eventNames } from "./events";
import { SecretDialog } from "./SecretDialog";
import { TestDialog } from "./TestDialog";
import { WebhookDialog } from "./WebhookDialog";
import { DeleteWebhooksDialog } from "./WebhooksPage";
import { WebhookState } from "./WebhookState";

type Loaded = WebhookRow & { readonly deliveries: NonNullable<NonNullable<WebhookPageData["node"]>["deliveries"]> };
const filters: readonly string[] = [];

/** One webhook: what it is told of, and how each delivery fared. */
export default function WebhookPage({ values }: PageProps) {
  const { webhooks, navigation } = texts;
  const state = useTableState({ filters, sort: "-created" });
  const query = useQuery(WebhookQuery, { id: values["id"] ?? "", first: state.first, after: state.after });
  const webhook = query.data?.node as Loaded | null | undefined;
  if (webhook === null || query.fault?.code === "BAD_USER_INPUT" || (webhook && !("deliveries" in webhook))) return <PageNotFound />;
  const crumbs = [{ text: navigation.settings }, { text: webhooks.title, href: "/settings/webhooks" }, { text: webhook?.name ?? webhooks.one }];
  if (!webhook) {
    return (
      <>
        <PageHead title={webhooks.one} crumbs={crumbs} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return (
    <>
      <PageHead title={webhook.name} beside={<WebhookState webhook={webhook} />} crumbs={crumbs} actions={<Actions webhook={webhook} onTested={query.refetch} />} />
      <Trouble webhook={webhook} onChanged={query.refetch} />
      <Card title={webhooks.what}>
        <Facts facts={[
          [webhooks.url, webhook.url], [webhooks.events, eventNames(webhook.events)], [webhooks.by, webhook.createdBy && fullName(webhook.createdBy)],
          [webhooks.created, <Time key="created" at={webhook.createdAt} />],
        ]} />
      </Card>
      <Deliveries webhook={webhook} deliveries={webhook.deliveries} state={state} query={query} />
    </>
  );
}

function Actions({ webhook, onTested }: { readonly webhook: WebhookRow; readonly onTested: () => Promise<void> }) {
  const { webhooks } = texts;
  const [asked, setAsked] = useState<"edit" | "delete" | "secret" | "test">();
  const [secret, setSecret] = useState<string>();
  const { run, fault } = useMutation(UpdateWebhook);
  const close = () => setAsked(undefined);
  const renew = async () => {
    const data = await run({ input: { id: webhook.id, renewSecret: true } });
    if (!data) return;
    close();
    setSecret(data.updateWebhook.secret ?? "");
  };
  return (
    <>
      {webhook.isActive && <Button icon="start" onClick={() => setAsked("test")}>{webhooks.sendTest}</Button>}
      <Button icon="edit" onClick={() => setAsked("edit")}>{texts.edit}</Button>
      <Button icon="lock" onClick={() => setAsked("secret")}>{webhooks.newSecret}</Button>
      <Button kind="danger" icon="bin" onClick={() => setAsked("delete")}>{webhooks.remove}</Button>
      {asked === "edit" && <WebhookDialog webhook={webhook} onClose={close} />}
      {asked === "test" && <TestDialog webhook={webhook} onClose={close} onSent={() => void onTested()} />}
      {asked === "delete" && <DeleteWebhooksDialog webhooks={[webhook]} onClose={close} onDone={() => navigate("/settings/webhooks")} />}
      {asked === "secret" && (
        <ConfirmDialog title={webhooks.newSecretTitle} action={webhooks.newSecret} onConfirm={() => void renew()} onCancel={close}>
          <p>{webhooks.newSecretBody}</p>
          {fault && <FaultNote fault={fault} />}
        </ConfirmDialog>
      )}
      {secret !== undefined && <SecretDialog secret={secret} onClose={() => setSecret(undefined)} />}
    </>
  );
}

/** What keeps it from being told, and how it goes on. */
function Trouble({ webhook, onChanged }: { readonly webhook: WebhookRow; readonly onChanged: () => Promise<void> }) {
  const { webhooks } = texts;
  const { run, fault, isSending } = useMutation(UpdateWebhook);
  const { id, isActive, failingSince, switchedOffAt } = webhook;
  const switchOn = async () => {
    if (!await run({ input: { id, isActive: true } })) return;
    toast("done", webhooks.isOn);
    await onChanged();
  };
  if (isActive) return failingSince === null ? null : <Note kind="warning">{webhooks.failingSince(moment(new Date(failingSince)))}</Note>;
  return (
    <>
      <Note kind={switchedOffAt ? "danger" : "info"}>
        <span>{switchedOffAt ? webhooks.switchedOffAt(moment(new Date(switchedOffAt))) : webhooks.isOff}</span>
        <span><Button className="small" icon="start" disabled={isSending} onClick={() => void switchOn()}>{webhooks.switchOn}</Button></span>
      </Note>
      {fault && <FaultNote fault={fault} />}
    </>
  );
}

import { useEffect, useRef, useState } from "react";
import { TestWebhook, WebhookDelivery, type WebhookDeliveryRow, type WebhookRow } from "documents/webhooks/webhooks";
import { useMutation, useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { ChargerText } from "../components/ChargerText";
import { Dialog } from "../components/Dialog";
import { Line, type Stop } from "../components/Line";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { texts } from "../texts/texts";
import { useAskingAgain } from "../upkeep/useWhileRunning";

interface TestDialogProps {
  readonly webhook: WebhookRow;
  readonly onClose: () => void;
  /** It is among the deliveries now, and again when it is over. */
  readonly onSent: () => void;
}

/** Sends a test as soon as it opens, and follows it to its end. */
export function TestDialog({ webhook: { id, name, url }, onClose, onSent }: TestDialogProps) {
  const { webhooks } = texts;
  const { run, fault, isSending } = useMutation(TestWebhook);
  const [sent, setSent] = useState<string>();
  const send = async () => {
    setSent(undefined);
    const data = await run({ input: { id } });
    if (!data) return;
    setSent(data.testWebhook.delivery.id);
    onSent();
  };
  const hasBegun = useRef(false);
  useEffect(() => {
    if (hasBegun.current) return;
    hasBegun.current = true;
    void send();
  });
  return (
    <Dialog title={webhooks.testTitle(name)} lead={webhooks.testLead(url)} onClose={onClose}
      footer={<><Button onClick={() => void send()} disabled={isSending}>{webhooks.testAgain}</Button><Button kind="primary" onClick={onClose}>{texts.close}</Button></>}>
      {fault ? <FaultNote fault={fault} /> : sent ? <Followed key={sent} id={sent} onOver={onSent} /> : <Steps />}
    </Dialog>
  );
}

function Followed({ id, onOver }: { readonly id: string; readonly onOver: () => void }) {
  const query = useQuery(WebhookDelivery, { id });
  const delivery = query.data?.node as WebhookDeliveryRow | null | undefined;
  const isOver = delivery !== undefined && delivery?.status !== "PENDING";
  useAskingAgain(query, !isOver, 500);
  useEffect(() => {
    if (isOver) onOver();
  }, [isOver]);
  return <Steps delivery={delivery ?? undefined} />;
}

function Steps({ delivery }: { readonly delivery?: WebhookDeliveryRow | undefined }) {
  const { webhooks } = texts;
  const stops: Stop[] = [{
    key: "sent", title: webhooks.testSent, state: delivery ? "done" : "now",
    time: delivery && <Time at={delivery.occurredAt} form="seconds" />,
  }];
  if (delivery?.status === "DELIVERED") {
    stops.push({
      key: "answer", state: "good", title: webhooks.testDelivered(delivery.responseCode ?? 0),
      time: <Time at={delivery.deliveredAt} form="seconds" />,
    });
  } else if (delivery?.status === "FAILED") {
    stops.push({ key: "answer", state: "trouble", title: webhooks.testFailed, detail: delivery.failure && <ChargerText text={delivery.failure} /> });
  } else {
    stops.push({ key: "answer", state: delivery ? "now" : "todo", title: webhooks.testWaiting });
  }
  return <div role="status"><Line label={webhooks.test} stops={stops} /></div>;
}

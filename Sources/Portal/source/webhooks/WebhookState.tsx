import type { WebhookRow } from "documents/webhooks/webhooks";
import { Badge } from "../components/StatusBadge";
import { texts } from "../texts/texts";

export function WebhookState({ webhook: { isActive, failingSince, switchedOffAt } }: {
  readonly webhook: Pick<WebhookRow, "isActive" | "failingSince" | "switchedOffAt">;
}) {
  const { webhooks } = texts;
  if (!isActive) return <Badge shape={switchedOffAt ? "faulted" : "unavailable"}>{switchedOffAt ? webhooks.switchedOff : webhooks.off}</Badge>;
  return failingSince ? <Badge shape="faulted">{webhooks.failing}</Badge> : <Badge shape="available" isBare>{webhooks.on}</Badge>;
}

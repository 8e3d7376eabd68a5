import { useEffect, useMemo, useRef } from "react";
import { Redeliver, type WebhookDeliveryRow, type WebhookPageData, type WebhookRow } from "documents/webhooks/webhooks";
import type { WebhookDeliveryStatus } from "documents/schema";
import { useMutation, type Query } from "../api/hooks";
import { Button } from "../components/Button";
import { ChargerText } from "../components/ChargerText";
import { FaultNote } from "../components/PageState";
import { Badge } from "../components/StatusBadge";
import type { Shape } from "../components/StatusIcon";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { count, nothing } from "../format/quantity";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import type { TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { useAskingAgain } from "../upkeep/useWhileRunning";
import { eventName } from "./events";

const shapes: Record<WebhookDeliveryStatus, Shape> = { PENDING: "preparing", DELIVERED: "finishing", FAILED: "faulted" };

interface DeliveriesProps {
  readonly webhook: WebhookRow;
  readonly deliveries: NonNullable<NonNullable<WebhookPageData["node"]>["deliveries"]>;
  readonly state: TableState;
  readonly query: Query<unknown>;
}

/** What was sent, newest first; while something waits to be sent, it is looked at again. */
export function Deliveries({ webhook, deliveries, state, query }: DeliveriesProps) {
  const { webhooks } = texts;
  const { nodes, totalCount, pageInfo } = deliveries;
  const { run, fault } = useMutation(Redeliver);
  useAskingAgain(query, webhook.isActive && nodes.some(({ status }) => status === "PENDING"));
  const again = async ({ id }: WebhookDeliveryRow) => {
    if (!await run({ input: { id } })) return;
    toast("done", webhooks.redelivered);
    await query.refetch();
  };
  const latest = useRef(again);
  useEffect(() => {
    latest.current = again;
  });
  const columns = useMemo(() => deliveryColumns(webhook.isActive, (row) => void latest.current(row)), [language, webhook.isActive]);
  return (
    <>
      {fault && <FaultNote fault={fault} />}
      <DataTable
        name="deliveries" label={webhooks.deliveries} columns={columns} state={state} query={query} rowName={({ event }) => eventName(event)}
        page={{ rows: nodes, total: totalCount, hasNext: pageInfo.hasNextPage, endCursor: pageInfo.endCursor }}
        search={<h2>{webhooks.deliveries}</h2>} summary={<span>{webhooks.deliveriesLead}</span>} empty={{ title: webhooks.noDeliveries, body: webhooks.noDeliveriesBody }}
      />
    </>
  );
}

function deliveryColumns(isActive: boolean, again: (row: WebhookDeliveryRow) => void): readonly Column<WebhookDeliveryRow>[] {
  const { webhooks } = texts;
  return [
    { id: "event", label: webhooks.event, isName: true, onPhone: "plain", cell: ({ event, id }) => <>{eventName(event)}<span className="under ids">{id}</span></> },
    { id: "occurred", label: webhooks.occurred, cell: ({ occurredAt }) => <Time at={occurredAt} form="seconds" /> },
    { id: "status", label: webhooks.status, onPhone: "plain", cell: ({ status }) => <Badge shape={shapes[status]}>{webhooks.statuses[status]}</Badge> },
    { id: "attempts", label: webhooks.attempts, isNumber: true, cell: ({ attempts }) => count(attempts) },
    { id: "code", label: webhooks.code, isNumber: true, cell: ({ responseCode }) => responseCode ?? <span className="unit">{nothing}</span> },
    {
      id: "failure", label: webhooks.failure,
      cell: ({ failure }) => (failure ? <span className="sentence"><ChargerText text={failure} /></span> : <span className="unit">{nothing}</span>),
    },
    { id: "next", label: webhooks.next, cell: ({ nextAttemptAt }) => <Time at={nextAttemptAt} form="seconds" /> },
    { id: "delivered", label: webhooks.delivered, isExtra: true, cell: ({ deliveredAt }) => <Time at={deliveredAt} form="seconds" /> },
    {
      id: "again", label: webhooks.redeliver, onPhone: "plain",
      cell: (row) => (row.status === "PENDING" || !isActive ? <span className="unit">{isActive ? webhooks.waits : webhooks.off}</span>
        : <Button className="small" icon="refresh" onClick={() => again(row)}>{webhooks.redeliver}</Button>),
    },
  ];
}

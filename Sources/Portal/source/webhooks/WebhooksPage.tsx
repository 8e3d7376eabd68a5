import { useMemo, useState } from "react";
import { DeleteWebhooks, Webhooks, type WebhookRow } from "documents/webhooks/webhooks";
import { useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { DeleteDialog } from "../components/DeleteDialog";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { Time } from "../components/Time";
import { Words } from "../stations/stationColumns";
import { navigate, useParameters } from "../router/address";
import { Link } from "../router/Link";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import type { BulkAction } from "../table/selection";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { fullName } from "../users/person";
import { eventNames } from "./events";
import { WebhookDialog } from "./WebhookDialog";
import { WebhookState } from "./WebhookState";

const filters: readonly string[] = [];
export const webhookHref = (id: string) => `/settings/webhooks/${encodeURIComponent(id)}`;

/** Which other systems are told of what happens. */
export default function WebhooksPage() {
  const { webhooks, navigation } = texts;
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "name" });
  const query = useQuery(Webhooks, { first: state.first, after: state.after });
  const list = query.data?.webhooks;
  const columns = useMemo(() => webhookColumns(), [language]);
  const [toDelete, setToDelete] = useState<{ rows: readonly WebhookRow[]; done: () => void }>();
  const make = <Button kind="primary" icon="plus" onClick={() => set({ new: 1 })}>{webhooks.make}</Button>;
  const bulk: readonly BulkAction<WebhookRow>[] = [
    { text: webhooks.remove, icon: "bin", isDanger: true, run: (rows, done) => setToDelete({ rows, done }) },
  ];
  const rowMenu = (row: WebhookRow): readonly MenuItem[] => [
    { text: webhooks.deliveries, icon: "history", href: webhookHref(row.id) },
    { text: webhooks.remove, icon: "bin", isDanger: true, isApart: true, onChoose: () => setToDelete({ rows: [row], done: () => undefined }) },
  ];
  return (
    <>
      <PageHead title={webhooks.title} lead={webhooks.lead} crumbs={[{ text: navigation.settings }, { text: webhooks.title }]} actions={make} />
      <DataTable
        name="webhooks" label={webhooks.title} columns={columns} state={state} query={query} rowName={nameOf} rowMenu={rowMenu} bulk={bulk}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        empty={{ title: webhooks.none, body: webhooks.noneBody, action: make }}
      />
      {parameters.has("new") && (
        <WebhookDialog onClose={() => set({ new: undefined }, "replace")} onMade={({ id }) => navigate(webhookHref(id))} />
      )}
      {toDelete && <DeleteWebhooksDialog webhooks={toDelete.rows} onClose={() => setToDelete(undefined)} onDone={() => {
        toDelete.done();
        void query.refetch();
      }} />}
    </>
  );
}

const nameOf = ({ name }: WebhookRow) => name;

export function DeleteWebhooksDialog({ webhooks: rows, onClose, onDone }: {
  readonly webhooks: readonly WebhookRow[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { webhooks } = texts;
  return (
    <DeleteDialog document={DeleteWebhooks} ids={rows.map(({ id }) => id)} action={webhooks.remove} done={webhooks.removed(rows.length)}
      title={webhooks.removeTitle(rows.length, rows[0]?.name ?? "")} onClose={onClose} onDone={onDone}>
      <p>{webhooks.removeBody}</p>
    </DeleteDialog>
  );
}

function webhookColumns(): readonly Column<WebhookRow>[] {
  const { webhooks } = texts;
  return [
    { id: "name", label: webhooks.name, isName: true, onPhone: "plain", cell: ({ id, name }) => <Link className="id" href={webhookHref(id)}>{name}</Link> },
    { id: "state", label: webhooks.state, onPhone: "plain", cell: (row) => <WebhookState webhook={row} /> },
    { id: "url", label: webhooks.url, cell: ({ url }) => <span className="sentence">{url}</span> },
    { id: "events", label: webhooks.events, cell: ({ events }) => <span className="sentence">{eventNames(events)}</span> },
    { id: "by", label: webhooks.by, onPhone: "hidden", cell: ({ createdBy }) => <Words text={createdBy && fullName(createdBy)} /> },
    { id: "created", label: webhooks.created, onPhone: "hidden", cell: ({ createdAt }) => <Time at={createdAt} /> },
  ];
}

import { useMemo } from "react";
import { DismissUnknownTags, UnknownTags, type UnknownTagRow } from "documents/tags/tags";
import { NotificationAdded } from "documents/notifications/notifications";
import { useMutation, useQuery, useSubscription } from "../api/hooks";
import { session } from "../api/session";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { StationFilter } from "../pickers/StationFilter";
import { Link } from "../router/Link";
import type { Column } from "../table/columns";
import { DataTable } from "../table/DataTable";
import { SearchFilter } from "../table/filters";
import type { BulkAction } from "../table/selection";
import { useTableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { TagTabs } from "./TagsPage";

const filters = ["station"];

/** Tags that were held before a station and refused, because nobody knows them. */
export default function InboxPage() {
  const state = useTableState({ filters, sort: "-seen" });
  const filter = useMemo(() => {
    const station = state.value("station");
    return { ...(state.text && { text: state.text }), ...(station && { stationIds: [station] }) };
  }, [state]);
  const query = useQuery(UnknownTags, { filter, first: state.first, after: state.after });
  const list = query.data?.unknownTags;
  const columns = useMemo(() => inboxColumns(), [language]);
  // Who is told of refused tags sees them here at once.
  useSubscription(NotificationAdded, {}, ({ notificationAdded }) => {
    if (notificationAdded.kind === "TAG_REFUSED") void query.refetch();
  });
  const { run, fault } = useMutation(DismissUnknownTags);
  const { tags } = texts;
  const dismiss = async (rows: readonly UnknownTagRow[]) => {
    if (!await run({ input: { ids: rows.map(({ id }) => id) } })) return;
    toast("done", tags.ignored(rows.length));
    await query.refetch();
  };
  const bulk: readonly BulkAction<UnknownTagRow>[] = [
    { text: tags.ignore, icon: "close", run: (rows, done) => void dismiss(rows).then(done) },
  ];
  const rowMenu = (row: UnknownTagRow): readonly MenuItem[] => [
    { text: tags.adopt, icon: "plus", href: adoptHref(row) },
    { text: tags.ignore, icon: "close", isApart: true, onChoose: () => void dismiss([row]) },
  ];
  return (
    <>
      <PageHead hasTimes title={tags.inbox} lead={tags.inboxLead} crumbs={[{ text: tags.title, href: "/tags" }, { text: tags.inbox }]} />
      <TagTabs current="inbox" />
      {fault && <FaultNote fault={fault} />}
      <DataTable
        name="unknownTags" label={tags.inbox} columns={columns} state={state} query={query} rowName={nameOf} rowMenu={rowMenu}
        {...(session.may("CHANGE_TAG") && { bulk })}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={tags.findUnknown} />} filters={<StationFilter state={state} />}
        empty={{ title: tags.inboxEmpty, body: tags.inboxEmptyBody }}
      />
    </>
  );
}

const nameOf = ({ idTag }: UnknownTagRow) => idTag;
const adoptHref = ({ idTag }: UnknownTagRow) => `/tags/new?tag=${encodeURIComponent(idTag)}`;

function inboxColumns(): readonly Column<UnknownTagRow>[] {
  const { tags } = texts;
  return [
    { id: "tag", label: tags.tag, isName: true, onPhone: "plain", cell: ({ idTag }) => <code className="code">{idTag}</code> },
    { id: "station", label: texts.stations.station, cell: ({ station }) => (
      <Link className="id" href={`/stations/${encodeURIComponent(station.chargePointId)}`}>{station.chargePointId}</Link>
    ) },
    { id: "count", label: tags.times, isNumber: true, cell: ({ count }) => count },
    { id: "first", label: tags.firstSeen, cell: ({ firstSeenAt }) => <Time at={firstSeenAt} /> },
    { id: "seen", label: tags.lastSeen, cell: ({ lastSeenAt }) => <Time at={lastSeenAt} form="relative" /> },
    { id: "adopt", label: tags.adopt, onPhone: "plain", cell: (row) => <Link className="button small" href={adoptHref(row)}>{tags.adopt}</Link> },
  ];
}

import { useMemo, useState } from "react";
import { ChangeTag, Tags, type TagRow } from "documents/tags/tags";
import type { TagFilter } from "documents/schema";
import { useMutation, useQuery } from "../api/hooks";
import { request } from "../api/request";
import { session } from "../api/session";
import { Icon } from "../components/Icon";
import { LinkTabs } from "../components/LinkTabs";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { StationFilter } from "../pickers/StationFilter";
import { Link } from "../router/Link";
import { DataTable } from "../table/DataTable";
import { ExportButton } from "../table/ExportButton";
import { ImportLink } from "../table/ImportLink";
import { exportParameters } from "../table/exportParameters";
import { ChoiceFilter, SearchFilter } from "../table/filters";
import type { BulkAction } from "../table/selection";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { tagTypes } from "../users/person";
import { DeleteTagsDialog } from "./DeleteTagsDialog";
import { PersonFilter } from "./PersonFilter";
import { TagGroupsDialog } from "./TagGroupsDialog";
import { tagColumns, tagHref } from "./tagColumns";

const filters = ["type", "medium", "person", "station", "blocked", "expired"];

/** Cards and virtual tags that may charge. */
export default function TagsPage() {
  const state = useTableState({ filters, sort: "tag" });
  const filter = useMemo(() => tagFilter(state), [state]);
  const query = useQuery(Tags, { filter, first: state.first, after: state.after });
  const list = query.data?.tags;
  const columns = useMemo(() => tagColumns(), [language]);
  const [toDelete, setToDelete] = useState<{ rows: readonly TagRow[]; done: () => void }>();
  const [toGroup, setToGroup] = useState<{ rows: readonly TagRow[]; done: () => void; isOut: boolean }>();
  const { block, fault } = useBlocking();
  const mayChange = session.may("CHANGE_TAG");
  const rowMenu = useMemo(() => (row: TagRow) => menuOf(row, block, () => setToDelete({ rows: [row], done: () => undefined })), [block]);
  const { tags } = texts;
  const bulk: readonly BulkAction<TagRow>[] = [
    { text: tags.block, icon: "lock", run: (rows, done) => void block(rows, true).then(done) },
    { text: tags.unblock, icon: "check", run: (rows, done) => void block(rows, false).then(done) },
    { text: tags.putToGroup, icon: "group", run: (rows, done) => setToGroup({ rows, done, isOut: false }) },
    { text: tags.takeFromGroup, icon: "group", run: (rows, done) => setToGroup({ rows, done, isOut: true }) },
    { text: tags.remove, icon: "bin", isDanger: true, run: (rows, done) => setToDelete({ rows, done }) },
  ];
  const make = session.may("CREATE_TAG") && <Link className="button primary" href="/tags/new"><Icon name="plus" />{tags.add}</Link>;
  return (
    <>
      <PageHead title={tags.title} lead={tags.lead} actions={
        <>
          {make && mayChange && <ImportLink list="tags" />}
          <ExportButton table="tags" parameters={exportParameters(filter)} shown={{ name: "tags", columns, total: list?.totalCount }} />
          {make}
        </>
      } />
      <TagTabs current="list" />
      {fault && <FaultNote fault={fault} />}
      <DataTable
        name="tags" label={tags.title} columns={columns} state={state} query={query} rowName={nameOf}
        {...(mayChange && { rowMenu, bulk })} readRows={async (first, after, signal) => (await request(Tags, { filter, first, after }, signal)).tags}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        search={<SearchFilter state={state} label={tags.find} />} filters={<Filters state={state} />}
        empty={{ title: tags.none, body: tags.noneBody, action: make }}
      />
      {toGroup && <TagGroupsDialog rows={toGroup.rows} isOut={toGroup.isOut} onClose={() => setToGroup(undefined)} onDone={toGroup.done} />}
      {toDelete && <DeleteTagsDialog tags={toDelete.rows} onClose={() => setToDelete(undefined)} onDone={() => {
        toDelete.done();
        void query.refetch();
      }} />}
    </>
  );
}

/** The tags that are known, and those that were refused because they are not. */
export function TagTabs({ current }: { readonly current: "list" | "inbox" }) {
  const { tags } = texts;
  if (!session.may("CREATE_TAG")) return null;
  return (
    <LinkTabs label={tags.title} current={current} tabs={[
      { id: "list", text: tags.known, href: "/tags" }, { id: "inbox", text: tags.inbox, href: "/tags/inbox" },
    ]} />
  );
}

const media = ["CARD", "VIRTUAL"] as const;

const nameOf = ({ idTag }: TagRow) => idTag;

type Block = (rows: readonly TagRow[], isBlocked: boolean) => Promise<void>;

function useBlocking(): { readonly block: Block; readonly fault: ReturnType<typeof useMutation>["fault"] } {
  const { run, fault } = useMutation(ChangeTag);
  const block = useMemo((): Block => async (rows, isBlocked) => {
    let count = 0;
    for (const { id } of rows) {
      if (!await run({ input: { id, isBlocked } })) break;
      count += 1;
    }
    if (count > 0) toast("done", isBlocked ? texts.tags.blockedCount(count) : texts.tags.unblockedCount(count));
  }, [run]);
  return { block, fault };
}

function menuOf(row: TagRow, block: Block, remove: () => void): readonly MenuItem[] {
  const { tags } = texts;
  return [
    { text: texts.edit, icon: "edit", href: tagHref(row.id) },
    { text: tags.itsSessions, icon: "session", href: `/sessions?tag=${encodeURIComponent(row.idTag)}` },
    row.isBlocked
      ? { text: tags.unblock, icon: "check", isApart: true, onChoose: () => void block([row], false) }
      : { text: tags.block, icon: "lock", isApart: true, onChoose: () => void block([row], true) },
    { text: tags.remove, icon: "bin", isDanger: true, onChoose: remove },
  ];
}

function Filters({ state }: { readonly state: TableState }) {
  const { tags } = texts;
  const either = [{ value: "true", text: texts.yes }, { value: "false", text: texts.no }];
  return (
    <>
      <ChoiceFilter state={state} name="medium" label={tags.medium} choices={media.map((value) => ({ value, text: tags.media[value] }))} />
      <ChoiceFilter state={state} name="type" label={tags.type} choices={tagTypes.map((value) => ({ value, text: texts.users.tagTypes[value] }))} />
      {session.may("MANAGE_USERS") && <PersonFilter state={state} label={tags.person} />}
      <StationFilter state={state} />
      <ChoiceFilter state={state} name="blocked" label={tags.blocked} choices={either} />
      <ChoiceFilter state={state} name="expired" label={tags.expired} choices={either} />
    </>
  );
}

function tagFilter(state: TableState): TagFilter {
  const type = tagTypes.find((each) => each === state.value("type"));
  const station = state.value("station");
  const medium = media.find((each) => each === state.value("medium"));
  const flag = (name: string, field: "isBlocked" | "isExpired") => {
    const value = state.value(name);
    return value === "true" || value === "false" ? { [field]: value === "true" } : {};
  };
  return {
    ...(state.text && { text: state.text }), ...(type && { type }), ...(medium && { medium }), ...(station && { stationId: station }),
    ...(state.value("person") && { userId: state.value("person") }), ...flag("blocked", "isBlocked"), ...flag("expired", "isExpired"),
  };
}

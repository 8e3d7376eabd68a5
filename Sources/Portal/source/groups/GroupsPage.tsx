import { useEffect, useState, type ReactNode } from "react";
import { ChangeGroup, GroupPage as GroupQuery, GroupTree as TreeQuery, type GroupDetail } from "documents/groups/groups";
import { useMutation, useQuery, useViewer } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { LinkTabs } from "../components/LinkTabs";
import { PageHead } from "../components/PageHead";
import { Empty, FaultNote, faultWords, PageNotFound } from "../components/PageState";
import { toast } from "../components/toasts";
import { navigate, useParameters } from "../router/address";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { DeleteGroupDialog } from "./DeleteGroupDialog";
import { FoundGroups } from "./FoundGroups";
import { GroupDialog } from "./GroupDialog";
import { groupHref, GroupTree } from "./GroupTree";
import { GroupRights } from "./GroupRights";
import { GroupStations, GroupTags } from "./Members";
import { mayMove, reachesTop, type Leaf } from "./tree";

const tabs = ["stations", "tags", "rights"] as const;
type Tab = (typeof tabs)[number];

/** Groups as a tree, and beside it what belongs to the one that is chosen (L1). */
export default function GroupsPage({ values }: PageProps) {
  const { id } = values;
  const { role } = useViewer();
  const [parameters, set] = useParameters();
  const all = useQuery(TreeQuery, {}, { isStill: true });
  const tab = tabs.find((each) => each === (values["tab"] ?? "stations"));
  const move = useMove();
  const list = all.data?.groups.nodes ?? [];
  const { groups } = texts;
  const make = session.may("CREATE_GROUP") && <Button kind="primary" icon="plus" onClick={() => set({ new: 1 })}>{groups.make}</Button>;
  // First the tree has it, then it is shown: the way to another page ends what is being asked.
  const made = (made: string) => void all.refetch().then(() => navigate(groupHref(made)));
  if (!tab) return <PageNotFound />;
  if (id === undefined && all.data?.groups.totalCount === 0) {
    return (
      <>
        <PageHead title={groups.title} lead={groups.lead} />
        <Empty title={groups.none} body={groups.noneBody} action={make} />
        {parameters.has("new") && <GroupDialog groups={list} onClose={() => set({ new: undefined }, "replace")} onDone={made} />}
      </>
    );
  }
  return (
    <>
      {id === undefined ? <PageHead title={groups.title} lead={groups.lead} actions={make} />
        : <GroupHead id={id} groups={list} make={make} />}
      {all.fault && <FaultNote fault={all.fault} onRetry={() => void all.refetch()} />}
      <div className={id === undefined ? "tree-page" : "tree-page has-choice"}>
        <FoundGroups total={all.data?.groups.totalCount} shown={list.length}>
          <GroupTree groups={list} current={id} hasTop={reachesTop(role)} onMove={(group, parent) => void move(group, parent)}
            canMove={(group) => mayMove(group, list.find((each) => each.id === group.parent?.id), role)} />
        </FoundGroups>
        {id === undefined ? <Empty title={groups.choose} body={groups.chooseBody} /> : <Chosen id={id} tab={tab} />}
      </div>
      {parameters.has("new") && <GroupDialog parentId={id} groups={list} onClose={() => set({ new: undefined }, "replace")} onDone={made} />}
    </>
  );
}

function useMove() {
  const { run, fault } = useMutation(ChangeGroup);
  const words = fault && faultWords(fault);
  useEffect(() => {
    if (words) toast("failed", words);
  }, [words, fault]);
  return async ({ id, name }: Leaf, parent: Leaf | undefined) => {
    if (await run({ input: { id, parentId: parent?.id ?? null } })) toast("done", texts.groups.moved(name, parent?.name ?? texts.groups.top));
  };
}

interface GroupHeadProps {
  readonly id: string;
  readonly groups: readonly Leaf[];
  readonly make: ReactNode;
}

/** By the role in the organization, or by one within this group. */
const mayChange = (group: GroupDetail) => group.allowedActions.includes("CHANGE_GROUP");

function useGroup(id: string) {
  const query = useQuery(GroupQuery, { id });
  const node = query.data?.node as GroupDetail | null | undefined;
  // The id of something else has none of the fields.
  return { query, group: node?.id === id && node.stations ? node : undefined };
}

function GroupHead({ id, groups: all, make }: GroupHeadProps) {
  const { groups } = texts;
  const { group } = useGroup(id);
  const { role } = useViewer();
  const [asked, setAsked] = useState<"edit" | "delete">();
  const close = () => setAsked(undefined);
  const known = group ?? all.find((each) => each.id === id);
  const parent = known?.parent;
  return (
    <>
      <PageHead title={known?.name ?? groups.one} lead={groups.oneLead}
        crumbs={[{ text: groups.title, href: "/groups" }, ...(parent ? [{ text: parent.name, href: groupHref(parent.id) }] : []), { text: known?.name ?? groups.one }]}
        actions={group && (
          <>
            {mayChange(group) && <Button icon="edit" onClick={() => setAsked("edit")}>{groups.edit}</Button>}
            {mayMove(group, group.parent ?? undefined, role) && <Button kind="danger" icon="bin" onClick={() => setAsked("delete")}>{groups.remove}</Button>}
            {make}
          </>
        )} />
      {asked === "edit" && group && <GroupDialog group={group} groups={all} onClose={close} onDone={close} />}
      {asked === "delete" && group && <DeleteGroupDialog group={group} onClose={close} onDone={() => navigate("/groups")} />}
    </>
  );
}

function Chosen({ id, tab }: { readonly id: string; readonly tab: Tab }) {
  const { groups } = texts;
  const { query, group } = useGroup(id);
  if (!group) {
    if (query.fault && query.fault.code !== "BAD_USER_INPUT") return <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />;
    return query.isFetching ? <div className="page-loading" aria-busy="true" /> : <Empty title={texts.notFound.title} body={texts.notFound.body} />;
  }
  return (
    <div className="stack">
      <LinkTabs label={groups.tabsLabel} current={tab} tabs={tabs.map((each) => ({
        id: each, text: groups[each], href: each === "stations" ? groupHref(id) : `${groupHref(id)}/${each}`,
      }))} />
      {tab === "stations" && <GroupStations key={id} group={group} mayChange={mayChange(group)} />}
      {tab === "tags" && <GroupTags key={id} group={group} mayChange={mayChange(group)} />}
      {tab === "rights" && <GroupRights key={id} id={id} />}
    </div>
  );
}

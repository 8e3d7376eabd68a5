import { useState, type FormEvent } from "react";
import { ChangeGroup, FindTagIds, GroupPage as GroupQuery, type GroupDetail } from "documents/groups/groups";
import { useMutation, useQuery } from "../api/hooks";
import { request } from "../api/request";
import { session } from "../api/session";
import { Button, IconButton } from "../components/Button";
import { Card } from "../components/Card";
import { SelectField, TextField } from "../components/Field";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { toast } from "../components/toasts";
import type { Option } from "../pickers/Combobox";
import { PickerField } from "../pickers/PickerField";
import { findStations } from "../pickers/StationFilter";
import { navigate } from "../router/address";
import { Link } from "../router/Link";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { tagHref } from "../tags/tagColumns";
import { DeleteGroupDialog } from "./DeleteGroupDialog";
import { useParents } from "./NewGroupDialog";

/** One group: its name and place, and what belongs to it. */
export default function GroupPage({ values }: PageProps) {
  const query = useQuery(GroupQuery, { id: values["id"] ?? "" });
  const [isDeleting, setDeleting] = useState(false);
  const group = query.data?.node as GroupDetail | null | undefined;
  const { groups } = texts;
  if (query.fault?.code === "BAD_USER_INPUT" || group === null || (!query.data && !query.fault && !query.isFetching)) return <PageNotFound />;
  const crumbs = [{ text: groups.title, href: "/groups" }, { text: group?.name ?? groups.one }];
  if (!group?.stations) {
    return (
      <>
        <PageHead title={groups.one} crumbs={crumbs} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  const mayChange = session.may("CHANGE_GROUP");
  return (
    <>
      <PageHead title={group.name} lead={groups.oneLead} crumbs={crumbs}
        actions={mayChange && <Button kind="danger" icon="bin" onClick={() => setDeleting(true)}>{groups.remove}</Button>} />
      {mayChange && <PlaceCard key={group.id} group={group} />}
      <Members title={groups.stations} none={groups.noStations} add={groups.addStation} group={group} kind="stationIds" search={findStations}
        total={group.stations.totalCount} mayChange={mayChange}
        members={group.stations.nodes.map(({ id, chargePointId }) => ({ id, text: chargePointId, href: `/stations/${encodeURIComponent(chargePointId)}` }))} />
      <Members title={groups.tags} none={groups.noTags} add={groups.addTag} group={group} kind="tagIds" search={findTagIds}
        total={group.tags.totalCount} mayChange={mayChange}
        members={group.tags.nodes.map(({ id, idTag }) => ({ id, text: idTag, href: tagHref(id) }))} />
      {isDeleting && <DeleteGroupDialog group={group} onClose={() => setDeleting(false)} onDone={() => navigate("/groups")} />}
    </>
  );
}

function PlaceCard({ group }: { readonly group: GroupDetail }) {
  const { groups } = texts;
  const [name, setName] = useState(group.name);
  const [parent, setParent] = useState(group.parent?.id ?? "");
  const parents = useParents(group.id);
  const { run, fault, isSending } = useMutation(ChangeGroup);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ input: { id: group.id, name: name.trim(), parentId: parent || null } })) toast("done", texts.saved);
  };
  return (
    <Card title={groups.one}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {fault && fault.field !== "name" && <FaultNote fault={fault} />}
        <div className="field-grid top">
          <TextField label={groups.name} value={name} onValue={setName} maxLength={100} required autoComplete="off"
            error={fault?.field === "name" ? fault.message : undefined} />
          <SelectField label={groups.parent} value={parent} choices={parents} onValue={setParent} />
        </div>
        <div className="answer-actions"><Button type="submit" kind="primary" disabled={isSending}>{texts.save}</Button></div>
      </form>
    </Card>
  );
}

interface MembersProps {
  readonly title: string;
  readonly none: string;
  readonly add: string;
  readonly group: GroupDetail;
  readonly kind: "stationIds" | "tagIds";
  readonly members: readonly { readonly id: string; readonly text: string; readonly href: string }[];
  readonly total: number;
  readonly mayChange: boolean;
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly Option[]>;
}

/** What belongs to the group itself. A change names all of them, so it is for those that are all here. */
function Members({ title, none, add, group, kind, members, total, mayChange, search }: MembersProps) {
  const { groups } = texts;
  const { run, fault } = useMutation(ChangeGroup);
  const isWhole = members.length === total;
  const put = (ids: readonly string[]) => run({ input: { id: group.id, [kind]: ids } });
  const ids = members.map(({ id }) => id);
  return (
    <Card title={title} aside={<span className="unit">{total}</span>}>
      <div className="stack">
        {fault && <FaultNote fault={fault} />}
        {total === 0 && <p className="lead">{none}</p>}
        <ul className="chosen" aria-label={title}>
          {members.map(({ id, text, href }) => (
            <li key={id}>
              <Link className="place id" href={href}>{text}</Link>
              {mayChange && isWhole && <IconButton icon="close" label={groups.take(text)} onClick={() => void put(ids.filter((each) => each !== id))} />}
            </li>
          ))}
        </ul>
        {!isWhole && <p className="hint">{groups.tooMany(members.length)}</p>}
        {/* Anew after each choice, so that the next one begins empty. */}
        {mayChange && isWhole && (
          <PickerField key={total} label={add} text="" search={search}
            onChoose={(option) => option && !ids.includes(option.value) && void put([...ids, option.value])} />
        )}
      </div>
    </Card>
  );
}

async function findTagIds(text: string, signal: AbortSignal): Promise<readonly Option[]> {
  const { tags } = await request(FindTagIds, { text: text || null, first: 20 }, signal);
  return tags.nodes.map(({ id, idTag, alias }) => ({ value: id, text: idTag, detail: alias ?? "" }));
}

import { ChangeGroup, FindTagIds, type GroupDetail } from "documents/groups/groups";
import { useMutation } from "../api/hooks";
import { request } from "../api/request";
import { IconButton } from "../components/Button";
import { Card } from "../components/Card";
import { FaultNote } from "../components/PageState";
import type { Option } from "../pickers/Combobox";
import { PickerField } from "../pickers/PickerField";
import { findOwnStations } from "../pickers/StationFilter";
import { Link } from "../router/Link";
import { tagHref } from "../tags/tagColumns";
import { texts } from "../texts/texts";
import { fullName } from "../users/person";

interface PartProps {
  readonly group: GroupDetail;
  readonly mayChange: boolean;
}

export function GroupStations({ group, mayChange }: PartProps) {
  const { groups } = texts;
  return (
    <Members title={groups.stations} none={groups.noStations} add={groups.addStation} group={group} kind="stationIds" search={findOwnStations}
      total={group.stations.totalCount} mayChange={mayChange}
      members={group.stations.nodes.map(({ id, chargePointId, description }) => ({
        id, text: chargePointId, href: `/stations/${encodeURIComponent(chargePointId)}`, under: description,
      }))} />
  );
}

/** Each with whose it is: the people who charge with them. */
export function GroupTags({ group, mayChange }: PartProps) {
  const { groups } = texts;
  return (
    <Members title={groups.tags} none={groups.noTags} add={groups.addTag} group={group} kind="tagIds" search={findTagIds}
      total={group.tags.totalCount} mayChange={mayChange}
      members={group.tags.nodes.map(({ id, idTag, alias, user }) => ({
        id, text: idTag, href: tagHref(id), under: [user && fullName(user), alias].filter(Boolean).join(" · "),
      }))} />
  );
}

interface MembersProps extends PartProps {
  readonly title: string;
  readonly none: string;
  readonly add: string;
  readonly kind: "stationIds" | "tagIds";
  readonly members: readonly { readonly id: string; readonly text: string; readonly href: string; readonly under: string | null }[];
  readonly total: number;
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
          {members.map(({ id, text, href, under }) => (
            <li key={id}>
              <span className="place"><Link className="id" href={href}>{text}</Link>{under && <span className="under">{under}</span>}</span>
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

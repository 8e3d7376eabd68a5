import type { TagRow, TagsData } from "documents/tags/tags";
import { Badge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { Link } from "../router/Link";
import { Words } from "../stations/stationColumns";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { fullName } from "../users/person";

export const tagHref = (id: string) => `/tags/${encodeURIComponent(id)}`;

export type ListedTag = TagsData["tags"]["nodes"][number];

export function tagColumns(): readonly Column<ListedTag>[] {
  const { tags } = texts;
  return [
    { id: "tag", exported: "idTag", label: tags.tag, isName: true, onPhone: "plain", cell: ({ id, idTag }) => <Link className="id" href={tagHref(id)}>{idTag}</Link> },
    { id: "alias", exported: "alias", label: tags.alias, cell: ({ alias }) => <Words text={alias} /> },
    { id: "state", exported: "isBlocked expiresAt", label: tags.state, onPhone: "plain", cell: (row) => <TagState tag={row} /> },
    { id: "medium", exported: "medium", label: tags.medium, cell: ({ medium }) => tags.media[medium] },
    { id: "type", exported: "type", label: tags.type, cell: ({ type }) => texts.users.tagTypes[type] },
    { id: "person", exported: "firstName lastName userEmail", label: tags.person, cell: ({ user }) => <Words text={user && fullName(user)} /> },
    { id: "stations", exported: "stations", label: tags.stations, cell: (row) => placesText(row) },
    { id: "groups", exported: "groups", label: tags.groups, isExtra: true, cell: ({ groups }) => <Words text={groups.map(({ name }) => name).join(", ")} /> },
    { id: "expires", exported: "expiresAt", label: tags.expires, cell: ({ expiresAt }) => <Time at={expiresAt} /> },
    { id: "used", label: tags.lastUsed, onPhone: "hidden", cell: ({ sessions: { nodes: [last] } }) => <Time at={last?.startedAt} /> },
    { id: "parent", exported: "parentIdTag", label: tags.parent, isExtra: true, cell: ({ parentIdTag }) => <Words text={parentIdTag} /> },
    { id: "concurrent", exported: "allowConcurrent", label: tags.concurrent, isExtra: true, cell: ({ allowsConcurrent }) => (allowsConcurrent ? texts.yes : texts.no) },
    { id: "note", exported: "note", label: tags.note, isExtra: true, cell: ({ note }) => <Words text={note} /> },
  ];
}

/** What a charger would hear if the tag were held before it now. */
export function TagState({ tag: { isBlocked, expiresAt } }: { readonly tag: Pick<TagRow, "isBlocked" | "expiresAt"> }) {
  const { tags } = texts;
  if (isBlocked) return <Badge shape="faulted">{tags.blocked}</Badge>;
  if (expiresAt && Date.parse(expiresAt) <= Date.now()) return <Badge shape="unavailable">{tags.expired}</Badge>;
  return <Badge shape="available" isBare>{tags.valid}</Badge>;
}

function placesText({ isRestrictedToStations, stations }: TagRow): string {
  const { tags } = texts;
  if (!isRestrictedToStations) return tags.everywhere;
  return stations.length === 0 ? tags.nowhere : tags.stationCount(stations.length);
}

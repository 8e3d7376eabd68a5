import { useMemo, useState } from "react";
import { TagPage as TagQuery, type TagPageData, type TagRow } from "documents/tags/tags";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { Figure } from "../components/LiveValue";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { energy } from "../format/quantity";
import { Link } from "../router/Link";
import { navigate } from "../router/address";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { DeleteTagsDialog } from "./DeleteTagsDialog";
import { TagState } from "./tagColumns";
import { draftOf, TagForm } from "./TagForm";

type Loaded = TagRow & { readonly sessions: NonNullable<NonNullable<TagPageData["node"]>["sessions"]> };

/** One tag: what it is, where it is valid, and what was charged with it. */
export default function TagPage({ values }: PageProps) {
  const query = useQuery(TagQuery, { id: values["id"] ?? "" });
  const [isDeleting, setDeleting] = useState(false);
  const tag = query.data?.node as Loaded | null | undefined;
  const start = useMemo(() => draftOf(tag ?? undefined, ""), [tag]);
  const { tags } = texts;
  if (query.fault?.code === "BAD_USER_INPUT" || tag === null || (!query.data && !query.fault && !query.isFetching)) return <PageNotFound />;
  const crumbs = [{ text: tags.title, href: "/tags" }, { text: tag?.idTag ?? tags.tag }];
  if (!tag?.sessions) {
    return (
      <>
        <PageHead title={tags.tag} crumbs={crumbs} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return (
    <>
      <PageHead title={tag.idTag} beside={<TagState tag={tag} />} lead={[tag.alias, tags.media[tag.medium]].filter(Boolean).join(" · ")} crumbs={crumbs}
        actions={session.may("CHANGE_TAG") && <Button kind="danger" icon="bin" onClick={() => setDeleting(true)}>{tags.remove}</Button>} />
      <TagForm key={tag.id} tag={tag} start={start} onSaved={() => {
        toast("done", texts.saved);
        void query.refetch();
      }} />
      <Sessions tag={tag} />
      {isDeleting && <DeleteTagsDialog tags={[tag]} onClose={() => setDeleting(false)} onDone={() => navigate("/tags")} />}
    </>
  );
}

function Sessions({ tag }: { readonly tag: Loaded }) {
  const { tags } = texts;
  const { nodes, totalCount } = tag.sessions;
  const all = <Link href={`/sessions?tag=${encodeURIComponent(tag.idTag)}`}>{tags.allSessions(totalCount)}</Link>;
  return (
    <Card title={tags.itsSessions} aside={totalCount > nodes.length && all}>
      {nodes.length === 0 ? <p className="lead">{tags.neverUsed}</p> : (
        <ul className="chosen">
          {nodes.map(({ id, startedAt, energyWh, station }) => (
            <li key={id}>
              <Link className="place" href={`/sessions/${encodeURIComponent(id)}`}><Time at={startedAt} /></Link>
              <span>{station.chargePointId}</span>
              <Figure quantity={energy(energyWh)} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

import { useState } from "react";
import { RequestDetailChanged, ServiceRequest, type RequestDetail } from "documents/requests/requests";
import { useQuery, useSubscription } from "../api/hooks";
import { Card, Facts } from "../components/Card";
import { LiveValue } from "../components/LiveValue";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { Time } from "../components/Time";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { Conversation } from "./Conversation";
import { LogsCard } from "./LogsCard";
import { personName, RequestBadge } from "./RequestBadge";
import { About } from "./requestColumns";

/** Comments that are asked for at once. */
const step = 100;

/** One request: what was said, how it stands, and what was recorded at its time. */
export default function RequestPage({ values }: PageProps) {
  const id = values["id"] ?? "";
  const [comments, setComments] = useState(step);
  const query = useQuery(ServiceRequest, { id, comments });
  const found = query.data?.serviceRequest;
  useSubscription(RequestDetailChanged, found ? { stationIds: [found.station.id], comments } : undefined);
  const { requests } = texts;
  if (found === null || query.fault?.code === "BAD_USER_INPUT") return <PageNotFound />;
  if (!found) {
    return (
      <>
        <PageHead title={requests.one} crumbs={[{ text: requests.title, href: "/requests" }]} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return <Loaded row={found} comments={comments} onMore={() => setComments(comments + step)} />;
}

function Loaded({ row, comments, onMore }: { readonly row: RequestDetail; readonly comments: number; readonly onMore: () => void }) {
  const { requests } = texts;
  return (
    <>
      <PageHead
        title={row.subject} isLive beside={<LiveValue value={row.state}><RequestBadge state={row.state} /></LiveValue>} lead={<About row={row} />}
        crumbs={[{ text: requests.title, href: "/requests" }, { text: requests.numbered(row.number) }]}
      />
      <div className="grid">
        <div className="span-8 stack"><Conversation row={row} comments={comments} onMore={onMore} /></div>
        <div className="span-4 stack">
          <Card title={requests.details}>
            <Facts facts={[
              [requests.number, String(row.number)], [requests.about, <About key="about" row={row} />], [requests.by, personName(row.createdBy)],
              [requests.created, <Time key="created" at={row.createdAt} />], [requests.changed, <Time key="changed" at={row.changedAt} />],
            ]} />
          </Card>
          <LogsCard row={row} comments={comments} />
        </div>
      </div>
    </>
  );
}

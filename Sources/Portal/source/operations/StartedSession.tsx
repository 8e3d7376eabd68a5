import type { OperationState } from "documents/operations/operations";
import { StartedSession as StartedSessionQuery } from "documents/operations/startedSession";
import { useQuery } from "../api/hooks";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";

export type Followed = OperationState & { readonly request?: unknown };

/** The charger's clock, which says when a session began, may be a little behind ours. */
const slack = 120_000;

/** To the charge that a remote start began; where it cannot be told from others, to all of the station. */
export function StartedSession({ operation: { station, requestedAt, request } }: { readonly operation: Followed }) {
  const idTag = (request as { readonly idTag?: unknown } | null | undefined)?.idTag;
  const filter = {
    stationIds: [station.id], from: new Date(Date.parse(requestedAt) - slack).toISOString(), ...(typeof idTag === "string" && { idTag }),
  };
  const { data, fault } = useQuery(StartedSessionQuery, { filter }, { isStill: true });
  const [session] = data?.sessions.nodes ?? [];
  if (session) return <Link href={`/sessions/${encodeURIComponent(session.id)}`}>{texts.sessions.named(session.transactionId)}</Link>;
  return data || fault ? <Link href={`/sessions?station=${encodeURIComponent(station.id)}`}>{texts.sessions.ofStation}</Link> : null;
}

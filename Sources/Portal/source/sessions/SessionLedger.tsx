import { SessionFacts, type SessionDetail, type SessionFactsData } from "documents/sessions/sessions";
import { useQuery } from "../api/hooks";
import { Card } from "../components/Card";
import { FaultNote } from "../components/PageState";
import { Line, type Stop } from "../components/Line";
import { ChargerText } from "../components/ChargerText";
import { Time } from "../components/Time";
import { plain, register } from "../format/quantity";
import { Link } from "../router/Link";
import { messagesOf } from "../stations/ways";
import { texts } from "../texts/texts";

type Fact = NonNullable<SessionFactsData["session"]>["facts"]["nodes"][number];

/** Why the session is as it is: what its charger said and what we concluded, in the order in which we learnt it. */
export function SessionLedger({ row }: { row: SessionDetail }) {
  const query = useQuery(SessionFacts, { id: row.id });
  const { sessions } = texts;
  const stops = (query.data?.session?.facts.nodes ?? []).map((fact, index): Stop => ({
    key: String(index), state: fact.kind === "ESTIMATE" || fact.kind === "ORPHAN_STOP" ? "skipped" : "done", title: sessions.facts[fact.kind],
    time: <Time at={fact.occurredAt} form="seconds" />,
    detail: (
      <>
        {fact.meterWh !== null && <span>{plain(register(fact.meterWh))} </span>}
        {fact.reason && <ChargerText text={fact.reason} />}
        {details(fact.details).map(([name, value]) => <span key={name} className="unit"> {name} <ChargerText text={value} /></span>)}
        <MessageLink row={row} fact={fact} />
      </>
    ),
  }));
  return (
    <Card title={sessions.ledger}>
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      <Line label={sessions.ledger} stops={stops} />
    </Card>
  );
}

/** To the frame that it came with, for those who see frames. */
function MessageLink({ row, fact: { kind, messageId, receivedAt } }: { readonly row: SessionDetail; readonly fact: Fact }) {
  const href = messageId === null ? undefined : messagesOf(row.station, { id: messageId, at: receivedAt });
  if (href === undefined) return null;
  return <>{" "}<Link href={href}>{texts.maintenance.message}<span className="visually-hidden"> · {texts.sessions.facts[kind]}</span></Link></>;
}

function details(value: unknown): readonly (readonly [string, string])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).map(([name, each]) => [name, typeof each === "string" ? each : JSON.stringify(each)] as const);
}

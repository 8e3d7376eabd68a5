import { OperationChanged } from "documents/operations/operations";
import { StationLocalList } from "documents/stations/configuration";
import type { StationDetail } from "documents/stations/station";
import { useQuery, useSubscription } from "../api/hooks";
import { Button } from "../components/Button";
import { Card, Facts } from "../components/Card";
import { FaultNote } from "../components/PageState";
import { Badge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { count, nothing } from "../format/quantity";
import { texts } from "../texts/texts";
import { mayAt } from "./borrowed";
import type { Ask } from "./StationPage";

/** The tags by which the station decides while it is offline. */
export function LocalListCard({ station, ask }: { readonly station: StationDetail; readonly ask: Ask }) {
  const { localList: words } = texts.station;
  const query = useQuery(StationLocalList, { id: station.id });
  useSubscription(OperationChanged, {}, ({ operationChanged: { kind, station: { id } } }) => {
    if (kind === "SEND_LOCAL_LIST" && id === station.id) void query.refetch();
  });
  const list = query.data?.station?.localList;
  const number = (value: number | null) => (value === null ? <span className="unit">{nothing}</span> : count(value));
  return (
    <Card title={words.title} aside={mayAt(station, "CONFIGURE_STATION") && (
      <Button icon="tag" className="small" onClick={() => ask("SEND_LOCAL_LIST")}>{words.send}</Button>
    )}>
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {!query.data && !query.fault && <p className="unit" role="status">{texts.loading}</p>}
      {query.data && !list && <p className="lead">{words.none}</p>}
      {list && (
        <Facts facts={[
          [words.state, list.isInStep ? <Badge key="state" shape="available" isBare>{words.inStep}</Badge>
            : <Badge key="state" shape="preparing" isBare>{list.version === null ? words.inDoubt : words.behind}</Badge>],
          [words.version, number(list.version)], [words.entries, number(list.entryCount)],
          [words.sent, <Time key="sent" at={list.lastSentAt} />],
        ]} />
      )}
    </Card>
  );
}

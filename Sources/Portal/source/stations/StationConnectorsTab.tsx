import type { StationDetail } from "documents/stations/station";
import { useViewer } from "../api/hooks";
import { Card, Facts } from "../components/Card";
import { Button } from "../components/Button";
import { Figure, LiveValue } from "../components/LiveValue";
import { StatusBadge } from "../components/StatusBadge";
import { ChargerText } from "../components/ChargerText";
import { Empty } from "../components/PageState";
import { Time } from "../components/Time";
import { power } from "../format/quantity";
import { Link } from "../router/Link";
import { isStaff } from "../router/routes";
import { texts } from "../texts/texts";
import { mayAt } from "./borrowed";
import { StateStrip } from "./StateStrip";
import type { Ask } from "./StationPage";

export function StationConnectorsTab({ station, ask }: { station: StationDetail; ask: Ask }) {
  const { station: words, operations, sessions } = texts;
  const seesHistory = isStaff(useViewer()) && !station.isShared;
  if (station.connectors.length === 0) return <div className="panel"><Empty title={texts.stations.noConnectors} body={words.noConnectorsBody} /></div>;
  return (
    <div className="grid">
      {station.connectors.map((connector) => (
        <Card
          key={connector.id} className="span-6" title={words.connectorNumber(connector.number)}
          aside={<LiveValue value={connector.status}><StatusBadge status={connector.status} isStale={connector.isStale} /></LiveValue>}
          footer={mayAt(station, "OPERATE_STATION") && (
            <>
              <Button className="small" icon="lock" onClick={() => ask("UNLOCK_CONNECTOR", { connector: String(connector.number) })}>
                {operations.kinds.UNLOCK_CONNECTOR}
              </Button>
              <Button className="small" icon="operations" onClick={() => ask("CHANGE_AVAILABILITY", { connector: String(connector.number) })}>
                {operations.kinds.CHANGE_AVAILABILITY}
              </Button>
            </>
          )}
        >
          <Facts facts={[
            [words.since, <Time key="since" at={connector.statusChangedAt} />],
            [words.power, <Figure key="power" quantity={connector.powerW === null || connector.isStale ? undefined : power(connector.powerW)} />],
            [words.error, connector.errorCode && <ChargerText text={connector.errorCode} />],
            [words.vendorError, connector.vendorErrorCode && <ChargerText text={connector.vendorErrorCode} />],
            [words.info, connector.info && <ChargerText text={connector.info} />],
            [sessions.running, connector.activeSession && (
              <Link href={`/sessions/${encodeURIComponent(connector.activeSession.id)}`}>{connector.activeSession.transactionId}</Link>
            )],
          ]} />
          {seesHistory && <StateStrip id={connector.id} status={connector.status} />}
        </Card>
      ))}
    </div>
  );
}

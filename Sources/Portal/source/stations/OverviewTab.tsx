import { useState, type ReactNode } from "react";
import type { StationDetail } from "documents/stations/station";
import { Card, Facts } from "../components/Card";
import { useViewer } from "../api/hooks";
import { Button, IconButton } from "../components/Button";
import { StatusBadge } from "../components/StatusBadge";
import { Figure, LiveValue } from "../components/LiveValue";
import { Time } from "../components/Time";
import { ChargerText } from "../components/ChargerText";
import { power } from "../format/quantity";
import { Link } from "../router/Link";
import { RunningSession } from "../sessions/RunningSession";
import { useOwnTags } from "../tags/useOwnTags";
import { texts } from "../texts/texts";
import { isFree, mayAt, mayStartAt } from "./borrowed";
import { FirmwareCheck } from "./FirmwareCheck";
import { Happenings } from "./Happenings";
import { OptionsCard } from "./OptionsCard";
import { RemoveStationDialog } from "./RemoveStationDialog";
import { SharingCard } from "./SharingCard";
import type { Ask } from "./StationPage";

export function OverviewTab({ station, ask }: { station: StationDetail; ask: Ask }) {
  const running = station.connectors.flatMap(({ activeSession }) => (activeSession ? [activeSession] : []));
  return (
    <div className="grid">
      <div className="span-8 stack">
        {running.map((each) => <RunningSession key={each.id} row={each} ask={ask} />)}
        <Card title={texts.stations.connectors} isFlush aside={station.secondSeating && !station.isShared && station.removedAt === null && (
          <Link href={`/reservations?view=queue&q=${encodeURIComponent(station.chargePointId)}`}>{texts.queue.title}</Link>
        )}><ConnectorList station={station} ask={ask} /></Card>
      </div>
      <div className="span-4 stack"><Happenings station={station} /></div>
      <div className="span-6 stack"><BootData station={station} ask={ask} /></div>
      <div className="span-6 stack">
        <Place station={station} />
        <OptionsCard station={station} />
        {station.removedAt === null && mayAt(station, "SHARE_STATION") && <SharingCard station={station} />}
        {station.removedAt === null && mayAt(station, "REMOVE_STATION") && <Assignment station={station} />}
      </div>
    </div>
  );
}

function ConnectorList({ station, ask }: { station: StationDetail; ask: Ask }) {
  const { sessions, station: words, operations } = texts;
  const isHere = station.removedAt === null;
  const mayStart = isHere && mayStartAt(station);
  if (station.connectors.length === 0) return <p className="panel-empty lead">{texts.stations.noConnectors}</p>;
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">{words.connector}</th><th scope="col">{sessions.status}</th><th scope="col" className="not-on-phone">{words.since}</th>
          <th scope="col" className="number not-on-phone">{words.power}</th><th scope="col"><span className="visually-hidden">{texts.table.actions}</span></th>
        </tr>
      </thead>
      <tbody>
        {station.connectors.map((connector) => (
          <tr key={connector.id}>
            <th scope="row">{connector.number}</th>
            <td>
              <LiveValue value={connector.status}><StatusBadge status={connector.status} isStale={connector.isStale} /></LiveValue>{" "}
              {connector.errorCode && connector.errorCode !== "NoError" && <span className="unit"><ChargerText text={connector.errorCode} /></span>}
            </td>
            <td className="not-on-phone"><Time at={connector.statusChangedAt} /></td>
            <td className="number not-on-phone">
              <LiveValue value={connector.powerW}><Figure quantity={connector.powerW === null || connector.isStale ? undefined : power(connector.powerW)} /></LiveValue>
            </td>
            <td className="number">
              {connector.activeSession
                ? isHere && mayAt(station, "OPERATE_STATION") && (
                  <Button icon="halt" className="small danger" onClick={() => ask("REMOTE_STOP", { sessionId: connector.activeSession?.id ?? "" })}>
                    {operations.actions.REMOTE_STOP}
                  </Button>
                )
                : mayStart && <StartButton station={station} connector={connector} ask={ask} />}
              {isHere && mayAt(station, "OPERATE_STATION") && (
                <IconButton icon="lock" label={`${operations.actions.UNLOCK_CONNECTOR}: ${words.connectorNumber(connector.number)}`}
                  onClick={() => ask("UNLOCK_CONNECTOR", { connector: String(connector.number) })} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface StartButtonProps {
  readonly station: StationDetail;
  readonly connector: StationDetail["connectors"][number];
  readonly ask: Ask;
}

function StartButton({ station, connector, ask }: StartButtonProps) {
  const button = (
    <Button icon="start" className="small" onClick={() => ask("REMOTE_START", { connector: String(connector.number) })}>
      {texts.operations.actions.REMOTE_START}
    </Button>
  );
  if (mayAt(station, "OPERATE_STATION")) return button;
  return isFree(connector) ? <WithOwnTag>{button}</WithOwnTag> : null;
}

/** Whoever has nothing to charge with is not asked to. */
function WithOwnTag({ children }: { readonly children: ReactNode }) {
  return (useOwnTags()?.length ?? 0) > 0 ? <>{children}</> : null;
}

function Assignment({ station }: { readonly station: StationDetail }) {
  const { assignment } = texts;
  const [isRemoving, setRemoving] = useState(false);
  return (
    <Card title={assignment.assignment}>
      <div className="stack">
        <p className="lead">{assignment.removeHint}</p>
        <div><Button kind="danger" icon="leave" onClick={() => setRemoving(true)}>{assignment.remove}</Button></div>
      </div>
      {isRemoving && <RemoveStationDialog station={station} onClose={() => setRemoving(false)} />}
    </Card>
  );
}

function BootData({ station, ask }: { station: StationDetail; ask: Ask }) {
  const { station: words, stations } = texts;
  const said = (text: string | null) => text && <ChargerText text={text} />;
  return (
    <Card title={words.bootData} aside={station.bootedAt && <span className="unit">{words.asOf} <Time at={station.bootedAt} /></span>}>
      <Facts facts={[
        [stations.firmware, station.firmwareVersion && <FirmwareCheck key="firmware" station={station} version={station.firmwareVersion} ask={ask} />],
        [words.vendorModel, said([station.vendor, station.model].filter(Boolean).join(" ") || null)],
        [stations.serial, said(station.serialNumber)], [words.chargeBoxSerial, said(station.chargeBoxSerialNumber)],
        [words.meterType, said(station.meterType)], [words.meterSerial, said(station.meterSerialNumber)],
        [words.iccid, said(station.iccid)], [words.imsi, said(station.imsi)], [stations.ocpp, said(station.ocppVersion)],
        [words.securityProfile, station.securityProfile === null ? null : words.securityProfiles[station.securityProfile] ?? String(station.securityProfile)],
        [stations.lastHeard, <Time key="seen" at={station.lastSeenAt} form="relative" />],
      ]} />
    </Card>
  );
}

function Place({ station }: { station: StationDetail }) {
  const { station: words, stations } = texts;
  const { organization } = useViewer();
  const address = [station.street, [station.zipCode, station.city].filter(Boolean).join(" "), station.country].filter(Boolean).join(", ");
  return (
    <Card title={words.place}>
      <Facts facts={[
        [texts.navigation.organization, station.isShared ? station.sharedBy : organization.name],
        [words.site, station.installationSite], [stations.address, address],
        [stations.group, station.groups.map(({ name }) => name).join(", ")],
        [stations.onboarded, <Time key="onboarded" at={station.onboardedAt} form="date" />],
        [words.mesSerial, station.mesSerialNumber], [words.partNumber, station.partNumber], [words.materialNumber, station.materialNumber],
        [words.vendorCode, station.vendorCode], [words.customerNumber, station.customerNumber], [words.referenceNumber, station.referenceNumber],
        [words.changed, <Time key="changed" at={station.modifiedAt} />],
      ]} />
    </Card>
  );
}

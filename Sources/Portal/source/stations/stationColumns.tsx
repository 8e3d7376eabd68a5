import type { StationRow, StationsData } from "documents/stations/stations";
import { Icon } from "../components/Icon";
import { LiveValue } from "../components/LiveValue";
import { PresenceBadge, StatusBadge } from "../components/StatusBadge";
import { Time } from "../components/Time";
import { ChargerText } from "../components/ChargerText";
import { nothing, plain, power } from "../format/quantity";
import { Link } from "../router/Link";
import type { Column } from "../table/columns";
import { texts } from "../texts/texts";
import { SharedLabel } from "./borrowed";

export type ListedStation = StationsData["stations"]["nodes"][number];

export function stationColumns(): readonly Column<ListedStation>[] {
  const { stations } = texts;
  return [
    { id: "name", exported: "chargePointId description", label: stations.station, isName: true, sort: "ascending", onPhone: "plain", cell: (row) => <StationName row={row} /> },
    {
      id: "presence", exported: "presence", label: stations.connection, onPhone: "plain",
      cell: ({ presence }) => <LiveValue value={presence}><PresenceBadge presence={presence} isBare /></LiveValue>,
    },
    { id: "connectors", exported: "connectors", label: stations.connectors, onPhone: "plain", cell: ({ connectors }) => <Connectors connectors={connectors} /> },
    { id: "model", exported: "vendor model", label: stations.model, onPhone: "hidden", cell: ({ vendor, model }) => <Words text={[vendor, model].filter(Boolean).join(" ")} /> },
    { id: "firmware", exported: "firmwareVersion", label: stations.firmware, onPhone: "hidden", cell: (row) => <Firmware row={row} /> },
    {
      id: "groups", exported: "groups", label: stations.group, onPhone: "hidden",
      cell: ({ groups }) => <Words text={groups.map(({ name }) => name).join(", ")} />,
    },
    {
      id: "onboarded", exported: "onboardedAt", label: stations.onboarded, sort: "descending", onPhone: "hidden",
      cell: ({ onboardedAt }) => <Time at={onboardedAt} form="date" />,
    },
    { id: "lastSeen", exported: "lastSeenAt", label: stations.lastHeard, onPhone: "hidden", cell: ({ lastSeenAt }) => <Time at={lastSeenAt} form="relative" /> },
    { id: "active", exported: "isActive", label: stations.active, isExtra: true, cell: ({ isActive }) => (isActive ? texts.yes : texts.no) },
    { id: "ocpp", label: stations.ocpp, isExtra: true, cell: ({ ocppVersion }) => <Words text={ocppVersion} /> },
    { id: "serial", exported: "serialNumber", label: stations.serial, isExtra: true, cell: ({ serialNumber }) => <Words text={serialNumber} /> },
    {
      id: "address", exported: "street zipCode city", label: stations.address, isExtra: true,
      cell: ({ street, zipCode, city }) => <Words text={[street, [zipCode, city].filter(Boolean).join(" ")].filter(Boolean).join(", ")} />,
    },
  ];
}

function StationName({ row }: { row: StationRow }) {
  const { chargePointId, description, isActive, inactiveReason, isShared, sharedBy } = row;
  return (
    <>
      <span className="name-line">
        <Link className="id" href={`/stations/${encodeURIComponent(chargePointId)}`}>{chargePointId}</Link>
        {!isActive && <span className="label" title={inactiveReason ?? undefined}>{texts.stations.inactive}</span>}
        <SharedLabel station={row} />
      </span>
      {isShared && <span className="under">{texts.sharing.of(sharedBy ?? "")}</span>}
      {description && <span className="under">{description}</span>}
    </>
  );
}

/** What it runs, and a mark where the catalogue has something newer. */
function Firmware({ row: { chargePointId, firmwareVersion, availableFirmware } }: { row: ListedStation }) {
  const newest = availableFirmware[0];
  return (
    <>
      <Words text={firmwareVersion} />
      {/* It may run it since the list was asked for. */}
      {newest && newest.version !== firmwareVersion && (
        <span className="under">
          <Link className="link" href={`/stations/${encodeURIComponent(chargePointId)}`} title={texts.firmware.updateAvailable}>
            <Icon name="download" /> {texts.firmware.updateTo(newest.version)}
          </Link>
        </span>
      )}
    </>
  );
}

function Connectors({ connectors }: { connectors: StationRow["connectors"] }) {
  if (connectors.length === 0) return <span className="unit">{texts.stations.noConnectors}</span>;
  return (
    <span className="badges">
      {connectors.map(({ id, status, isStale, powerW }) => (
        <LiveValue key={id} value={`${status} ${String(isStale)}`}>
          <StatusBadge status={status} isStale={isStale}
            detail={!isStale && powerW !== null && powerW > 0 ? plain(power(powerW)) : undefined} />
        </LiveValue>
      ))}
    </span>
  );
}

/** A charger's word, or a dash. */
export function Words({ text }: { text: string | null | undefined }) {
  return text ? <ChargerText text={text} /> : <span className="unit">{nothing}</span>;
}


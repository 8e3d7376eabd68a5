import { useMemo, useState } from "react";
import {
  ConnectorDetailChanged, StationDetailChanged, StationPage as StationQuery, type StationDetail,
} from "documents/stations/station";
import type { OperationKind } from "documents/schema";
import { useQuery, useSubscription, useViewer } from "../api/hooks";
import type { Person } from "../api/session";
import { Button } from "../components/Button";
import { Icon } from "../components/Icon";
import { LinkTabs } from "../components/LinkTabs";
import { MenuButton, type MenuItem } from "../components/Menu";
import { Note } from "../components/Note";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { PresenceBadge } from "../components/StatusBadge";
import { moment } from "../format/time";
import { InstallationTab } from "../installation/InstallationTab";
import { LogbookTab } from "../logbook/LogbookTab";
import { kinds } from "../operations/kinds";
import type { Typed } from "../operations/fields";
import { OperationDialog } from "../operations/OperationDialog";
import { PicturesTab } from "../pictures/PicturesTab";
import { RequestLink } from "../requests/RequestLink";
import { isStaff, type PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { LentNote, mayAt, SharedLabel } from "./borrowed";
import { ConfigurationTab } from "./ConfigurationTab";
import { DiagnosticsTab } from "./DiagnosticsTab";
import { EditStationDialog } from "./EditStationDialog";
import { OverviewTab } from "./OverviewTab";
import { StationConnectorsTab } from "./StationConnectorsTab";
import { StationSessionsTab } from "./StationSessionsTab";
import { Troubles } from "./Troubles";
import { requestAbout } from "./ways";

const tabs = ["overview", "sessions", "connectors", "installation", "diagnostics", "configuration", "pictures", "logbook"] as const;
type Tab = (typeof tabs)[number];
const forDrivers: readonly Tab[] = ["overview", "sessions", "connectors", "pictures", "logbook"];

const forBorrowers: readonly Tab[] = ["overview", "sessions", "connectors"];

/** Drivers see what a station does, not how it is set up; what is kept of it is its owner's. */
function tabsOf(viewer: Person, isShared = false): readonly Tab[] {
  if (isShared) return forBorrowers;
  return isStaff(viewer) ? tabs : forDrivers;
}

export type Ask = (kind: OperationKind, preset?: Typed) => void;

export default function StationPage({ values }: PageProps) {
  const chargePointId = values["cpid"] ?? "";
  const query = useQuery(StationQuery, { chargePointId });
  const station = query.data?.station;
  const stationIds = station ? [station.id] : undefined;
  useSubscription(StationDetailChanged, stationIds && { stationIds });
  useSubscription(ConnectorDetailChanged, stationIds && { stationIds }, ({ connectorChanged }) => {
    if (!station?.connectors.some(({ id }) => id === connectorChanged.id)) void query.refetch();
  });
  const shown = tabsOf(useViewer(), station?.isShared);
  const tab = shown.find((each) => each === (values["tab"] ?? "overview"));
  if (station === null || !tab) return <PageNotFound />;
  if (!station) {
    return (
      <>
        <PageHead title={chargePointId} crumbs={crumbs(chargePointId)} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return <Loaded station={station} tab={tab} shown={shown} />;
}

function Loaded({ station, tab, shown }: { station: StationDetail; tab: Tab; shown: readonly Tab[] }) {
  const [asked, setAsked] = useState<{ kind: OperationKind; preset?: Typed }>();
  const [isEditing, setEditing] = useState(false);
  const ask: Ask = useMemo(() => (kind, preset) => setAsked({ kind, ...(preset && { preset }) }), []);
  const base = `/stations/${encodeURIComponent(station.chargePointId)}`;
  const { station: words } = texts;
  return (
    <>
      <PageHead
        title={station.chargePointId} crumbs={crumbs(station.chargePointId)} lead={station.description} isLive
        beside={<Beside station={station} />}
        actions={station.removedAt === null && (
          <>
            {mayAt(station, "CHANGE_STATION") && <Button icon="edit" onClick={() => setEditing(true)}>{texts.edit}</Button>}
            <RequestLink href={requestAbout(station)} />
            <OperationsMenu station={station} ask={ask} />
          </>
        )}
      />
      <LinkTabs label={words.tabsLabel} current={tab} tabs={shown.map((id) => ({
        id, text: words.tabs[id], href: id === "overview" ? base : `${base}/${id}`,
      }))} />
      {station.isShared && <LentNote station={station} />}
      {station.removedAt === null ? <Troubles station={station} ask={ask} />
        : <Note kind="warning" isAlert>{texts.assignment.isRemoved(moment(new Date(station.removedAt)))}</Note>}
      {tab === "overview" && <OverviewTab station={station} ask={ask} />}
      {tab === "sessions" && <StationSessionsTab station={station} />}
      {tab === "connectors" && <StationConnectorsTab station={station} ask={ask} />}
      {tab === "pictures" && <PicturesTab station={station} />}
      {tab === "installation" && <InstallationTab stationId={station.id} />}
      {tab === "logbook" && <LogbookTab station={station} />}
      {tab === "configuration" && <ConfigurationTab station={station} ask={ask} />}
      {tab === "diagnostics" && <DiagnosticsTab station={station} ask={ask} />}
      {asked && <OperationDialog kind={asked.kind} stations={[station]} {...(asked.preset && { preset: asked.preset })} onClose={() => setAsked(undefined)} />}
      {isEditing && <EditStationDialog station={station} onClose={() => setEditing(false)} />}
    </>
  );
}

function crumbs(chargePointId: string) {
  return [{ text: texts.navigation.chargePoints }, { text: texts.navigation.stations, href: "/stations" }, { text: chargePointId }];
}

function Beside({ station }: { station: StationDetail }) {
  const { presence, isActive, inactiveReason, admission } = station;
  return (
    <>
      <PresenceBadge presence={presence} />
      <SharedLabel station={station} />
      {!isActive && <span className="label" title={inactiveReason ?? undefined}>{texts.stations.inactive}</span>}
      {admission !== "ACCEPTED" && <span className="label">{texts.station.admissions[admission]}</span>}
    </>
  );
}

/** Every kind that the person may ask for. */
function OperationsMenu({ station, ask }: { station: StationDetail; ask: Ask }) {
  const items: MenuItem[] = kinds.filter(({ permission }) => mayAt(station, permission)).map(({ kind, icon }) => ({
    text: texts.operations.kinds[kind], icon, onChoose: () => ask(kind),
  }));
  if (items.length === 0) return null;
  return (
    <MenuButton label={texts.operations.title} className="button primary" align="end" items={items}>
      <Icon name="operations" />{texts.operations.title}<Icon name="down" />
    </MenuButton>
  );
}

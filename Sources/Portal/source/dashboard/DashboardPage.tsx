import "together/dashboard";
import { lazy, useEffect, useMemo } from "react";
import { Dashboard } from "documents/dashboard/dashboard";
import { StationRowChanged } from "documents/stations/stations";
import { ConnectorRowChanged } from "documents/connectors/connectors";
import { useQuery, useSubscription, useViewer } from "../api/hooks";
import { session } from "../api/session";
import { PageHead } from "../components/PageHead";
import { Empty, FaultNote } from "../components/PageState";
import { dates, timeZone } from "../format/locale";
import { navigate, useParameters } from "../router/address";
import { Link } from "../router/Link";
import { isStaff } from "../router/routes";
import { texts } from "../texts/texts";
import { Attention } from "./Attention";
import { CombinedPower } from "./CombinedPower";
import { ConnectorsCard } from "./ConnectorsCard";
import { PerDay } from "./PerDay";
import { PowerByStation } from "./PowerByStation";
import { rangeOf } from "./range";
import { RangeFields } from "./RangeFields";
import { Strip } from "./Strip";
import { useBeat, useSlowly } from "./useSlowly";

// With the pages of sessions, which it shows parts of and leads to.
const DriverDashboard = lazy(async () => ({ default: (await import("../router/areas/charging")).DriverDashboard }));

export default function DashboardPage() {
  return isStaff(useViewer()) ? <StaffDashboard /> : <DriverDashboard />;
}

/** Is all well, and what needs me? */
function StaffDashboard() {
  const [parameters, set] = useParameters();
  const range = rangeOf(parameters);
  const day = parameters.get("day");
  const at = day && /^\d{4}-\d{2}-\d{2}$/.test(day) ? noonOf(day) : null;
  const zone = useViewer().organization.timeZone ?? timeZone();
  const query = useQuery(Dashboard, { timeZone: zone, days: range.days, until: range.isOwn ? noonOf(range.to) : null, at });
  // Single values change where they stand; lists and totals are asked for again, the dearer ones less often.
  const [beat, tick] = useBeat(4000);
  const again = useSlowly(query.refetch, 15_000);
  const changed = () => {
    tick();
    again();
  };
  useSubscription(StationRowChanged, {}, changed);
  useSubscription(ConnectorRowChanged, {}, changed);
  useEffect(() => {
    const timer = setInterval(() => void query.refetch(), 60_000);
    return () => clearInterval(timer);
  }, [query.refetch]);
  const dashboard = query.data?.dashboard;
  const today = useMemo(() => dates({ dateStyle: "full", timeStyle: "short", timeZone: zone }).format(new Date()), [dashboard, zone]);
  const isEmpty = dashboard && dashboard.presence.online + dashboard.presence.offline + dashboard.presence.unknown === 0;
  useEffect(() => {
    if (isEmpty && session.may("ONBOARD_STATION")) navigate("/stations/new", "replace");
  }, [isEmpty]);
  return (
    <>
      <PageHead
        title={texts.navigation.dashboard} isLive lead={texts.dashboard.lead(today, zone)}
        actions={<RangeFields range={range} set={set} />}
      />
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {isEmpty
        ? <div className="panel"><Empty title={texts.stations.none} body={texts.stations.noneBody} action={<Link href="/stations">{texts.stations.title}</Link>} /></div>
        : (
          <>
            <Strip dashboard={dashboard} />
            <div className="grid">
              <div className="span-8 stack"><CombinedPower points={dashboard?.combinedPower} day={day} onDay={(next) => set({ day: next })} /></div>
              <div className="span-4 stack"><Attention beat={beat} /></div>
              <div className="span-7 stack"><ConnectorsCard beat={beat} counts={dashboard?.connectors} /></div>
              <div className="span-5 stack"><PowerByStation beat={beat} /></div>
              <div className="span-6 stack">
                <PerDay name="sessions" empty={texts.dashboard.noPower} title={texts.dashboard.sessionsPerDay} unit={texts.dashboard.sessions} colour={2} days={dashboard?.sessionsPerDay} zone={zone} />
              </div>
              <div className="span-6 stack">
                <PerDay name="reservations" empty={texts.dashboard.noReservations} title={texts.dashboard.reservationsPerDay} unit={texts.dashboard.reservations} colour={2} days={dashboard?.reservationsPerDay} zone={zone} />
              </div>
            </div>
          </>
        )}
    </>
  );
}

/** So that no zone moves it to another day. */
function noonOf(day: string): string {
  return new Date(`${day}T12:00:00`).toISOString();
}

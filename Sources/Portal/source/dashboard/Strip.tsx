import type { DashboardData } from "documents/dashboard/dashboard";
import type { ReactNode } from "react";
import { Figure, LiveValue } from "../components/LiveValue";
import { Badge } from "../components/StatusBadge";
import type { Shape } from "../components/StatusIcon";
import { count, energy, power } from "../format/quantity";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";

/** How many stations are there, what they draw, and what today has brought. */
export function Strip({ dashboard }: { dashboard: DashboardData["dashboard"] | undefined }) {
  const { dashboard: words } = texts;
  const today = dashboard?.today[0];
  const charging = dashboard?.connectors.find(({ status }) => status === "CHARGING");
  return (
    <section className="strip" aria-label={words.now} aria-busy={dashboard === undefined}>
      <Stations presence={dashboard?.presence} />
      <Box name={words.powerNow} under={charging && words.charging(charging.count - charging.staleCount)}>
        {dashboard && <LiveValue value={dashboard.powerW}><Figure quantity={power(dashboard.powerW)} /></LiveValue>}
      </Box>
      <Box name={words.energyToday} under={words.ofSessionsToday}>{today && <Figure quantity={energy(today.energyWh, true)} />}</Box>
      <Box name={words.sessionsToday} under={<Link href="/sessions?from=today">{words.show}</Link>}>{today && <LiveValue value={today.count}>{count(today.count)}</LiveValue>}</Box>
    </section>
  );
}

function Box({ name, under, children }: { name: string; under: ReactNode; children: ReactNode }) {
  return (
    <div className="strip-box">
      <dl className="key-figure"><dt>{name}</dt><dd>{children || "\u00A0"}</dd></dl>
      <span className="hint">{under}</span>
    </div>
  );
}

function Stations({ presence }: { presence: DashboardData["dashboard"]["presence"] | undefined }) {
  const { dashboard: words, stations } = texts;
  if (!presence) return <div className="strip-box" />;
  const parts: readonly (readonly [Shape, number, string, string])[] = [
    ["available", presence.online, texts.presence.ONLINE, "ONLINE"], ["offline", presence.offline, texts.presence.OFFLINE, "OFFLINE"],
    ["unknown", presence.unknown, texts.presence.UNKNOWN, "UNKNOWN"],
  ];
  const all = presence.online + presence.offline + presence.unknown;
  return (
    <div className="strip-box">
      <div className="strip-row">
        <span className="strip-name">{stations.title}</span>
        <Link href="/stations">{words.inAll(all)}</Link>
      </div>
      <div className="presence-bar" aria-hidden="true">
        {parts.map(([shape, number]) => number > 0 && <i key={shape} className={shape} style={{ flexGrow: number }} />)}
      </div>
      <div className="strip-row wrap">
        {parts.map(([shape, number, text, value]) => (
          <Link key={shape} href={`/stations?presence=${value}`}><Badge shape={shape} isBare><b className="figures">{count(number)}</b> {text}</Badge></Link>
        ))}
      </div>
    </div>
  );
}

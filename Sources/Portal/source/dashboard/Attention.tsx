import { DashboardConnectors, OfflineStations } from "documents/dashboard/dashboard";
import type { ReactNode } from "react";
import { useQuery } from "../api/hooks";
import { Card } from "../components/Card";
import { ChargerText } from "../components/ChargerText";
import { FaultNote } from "../components/PageState";
import { StatusIcon, type Shape } from "../components/StatusIcon";
import { moment } from "../format/time";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import { useRefetchOn } from "./useSlowly";

const faultedFilter = { status: ["FAULTED"], presence: "ONLINE" } as const;

/** Faults first, then what cannot be heard. */
export function Attention({ beat }: { beat: number }) {
  const { dashboard: words } = texts;
  const faults = useQuery(DashboardConnectors, { filter: faultedFilter, first: 5 });
  const offline = useQuery(OfflineStations, {});
  useRefetchOn(beat, faults.refetch);
  useRefetchOn(beat, offline.refetch);
  const faulted = (faults.data?.connectors.nodes ?? []).filter(({ status, isStale }) => status === "FAULTED" && !isStale);
  const away = (offline.data?.stations.nodes ?? []).filter(({ presence }) => presence === "OFFLINE");
  const isAllWell = faults.data && offline.data && faulted.length + away.length === 0;
  const number = (faults.data?.connectors.totalCount ?? 0) + (offline.data?.stations.totalCount ?? 0);
  const fault = faults.fault ?? offline.fault;
  return (
    <Card title={words.attention} aside={number > 0 && <span className="unit">{words.inAll(number)}</span>}>
      {fault && <FaultNote fault={fault} />}
      {isAllWell && <p className="lead">{words.allWell}</p>}
      <ul className="attention">
        {faulted.map(({ id, station, number: connector, errorCode, statusChangedAt }) => (
          <Item key={id} shape="faulted" href={`/stations/${encodeURIComponent(station.chargePointId)}`} title={`${station.chargePointId} · ${connector}`}>
            {texts.status.FAULTED} {errorCode && <ChargerText text={errorCode} />} {statusChangedAt && moment(new Date(statusChangedAt))}
          </Item>
        ))}
        {away.map(({ id, chargePointId, lastSeenAt }) => (
          <Item key={id} shape="offline" href={`/stations/${encodeURIComponent(chargePointId)}`} title={chargePointId}>
            {texts.presence.OFFLINE} {lastSeenAt && texts.connection.lastHeard(moment(new Date(lastSeenAt)))}
          </Item>
        ))}
      </ul>
    </Card>
  );
}

function Item({ shape, href, title, children }: { shape: Shape; href: string; title: string; children: ReactNode }) {
  return (
    <li>
      <span className={`status bare ${shape}`}><StatusIcon shape={shape} /></span>
      <span className="attention-words"><Link className="id" href={href}>{title}</Link><span className="under">{children}</span></span>
    </li>
  );
}

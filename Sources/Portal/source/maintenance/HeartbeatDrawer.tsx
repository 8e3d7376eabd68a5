import { useMemo } from "react";
import { Heartbeats } from "documents/maintenance/maintenance";
import { useQuery } from "../api/hooks";
import { Facts } from "../components/Card";
import { DownloadLink } from "../components/DownloadLink";
import { Drawer } from "../components/Drawer";
import { Figure } from "../components/LiveValue";
import { Note } from "../components/Note";
import { Empty, FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { count, duration, percent } from "../format/quantity";
import { clock } from "../format/time";
import { Link } from "../router/Link";
import { exportParameters } from "../table/exportParameters";
import { texts } from "../texts/texts";
import { rhythmOf, type Rhythm } from "./heartbeats";

const day = 86_400_000;
const listed = 50;

/** The heartbeats of a station within the last 24 hours, as far as its recording has them. */
export function HeartbeatDrawer({ station, name, onClose }: { station: string; name: string | undefined; onClose: () => void }) {
  const { maintenance } = texts;
  const to = useMemo(() => Math.ceil(Date.now() / 60_000) * 60_000, []);
  const query = useQuery(Heartbeats, { stationId: station, from: new Date(to - day).toISOString(), after: undefined }, { isStill: true });
  const list = query.data?.ocppMessages;
  const oldest = list?.nodes[list.nodes.length - 1]?.receivedAt;
  // Of a station that beats fast only a part of the day is known.
  const from = list?.pageInfo.hasNextPage && oldest ? Date.parse(oldest) : to - day;
  const rhythm = useMemo(() => rhythmOf((list?.nodes ?? []).map(({ receivedAt }) => Date.parse(receivedAt)), from, to), [list, from, to]);
  const wanted = exportParameters({ stationIds: [station], from: new Date(to - day).toISOString() }).toString();
  return (
    <Drawer title={name ? maintenance.heartbeatsOf(name) : texts.navigation.heartbeats} onClose={onClose}>
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {!query.data && !query.fault && <p className="unit" role="status">{texts.loading}</p>}
      {list && list.nodes.length === 0 && <Empty title={maintenance.noHeartbeats} body={maintenance.noHeartbeatsBody} />}
      {list && list.nodes.length > 0 && (
        <>
          {list.pageInfo.hasNextPage && <Note kind="info">{maintenance.partOfDay(count(list.nodes.length))}</Note>}
          <Strip rhythm={rhythm} from={from} to={to} />
          <Facts facts={[
            [maintenance.interval, <Figure quantity={rhythm.interval === undefined ? undefined : duration(rhythm.interval)} />],
            [maintenance.longestGap, <Figure quantity={rhythm.longest === undefined ? undefined : duration(rhythm.longest)} />],
            [maintenance.share, percent(rhythm.heard)],
            [maintenance.number, count(list.nodes.length)],
          ]} />
          <BeatTable rhythm={rhythm} />
          <div className="button-row">
            <DownloadLink className="button" href={`/export/heartbeats.csv?${wanted}`} name="heartbeats.csv">{texts.table.export}</DownloadLink>
            <DownloadLink className="button" href={`/export/heartbeats.xlsx?${wanted}`} name="heartbeats.xlsx">{texts.table.exportWorkbook}</DownloadLink>
          </div>
          <Link href={`/maintenance/messages?station=${encodeURIComponent(station)}&action=Heartbeat`}>{maintenance.allHeartbeats}</Link>
        </>
      )}
    </Drawer>
  );
}

function Strip({ rhythm, from, to }: { rhythm: Rhythm; from: number; to: number }) {
  const words = texts.maintenance.strip(percent(rhythm.heard));
  return (
    <figure className="beat-strip" aria-label={words}>
      <div className="beats" aria-hidden="true">
        {rhythm.quarters.map((isHeard, index) => <i key={index} className={isHeard ? "heard" : undefined} />)}
      </div>
      <figcaption className="figures"><span>{clock(new Date(from))}</span><span>{words}</span><span>{clock(new Date(to))}</span></figcaption>
    </figure>
  );
}

function BeatTable({ rhythm }: { rhythm: Rhythm }) {
  const { maintenance } = texts;
  const usual = rhythm.interval ?? Infinity;
  return (
    <table className="plain-table">
      <thead><tr><th scope="col">{maintenance.time}</th><th scope="col" className="number">{maintenance.sinceBefore}</th></tr></thead>
      <tbody>
        {rhythm.beats.slice(0, listed).map(({ at, after }) => (
          <tr key={at}>
            <td><Time at={new Date(at).toISOString()} form="seconds" /></td>
            <td className={after !== undefined && after > usual * 2 ? "number late" : "number"}>
              <Figure quantity={after === undefined ? undefined : duration(after)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

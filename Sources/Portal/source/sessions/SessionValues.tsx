import { useState } from "react";
import { SessionValues as SessionValuesQuery, type SessionDetail } from "documents/sessions/sessions";
import { useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { DownloadLink } from "../components/DownloadLink";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { count, nothing } from "../format/quantity";
import { numbers } from "../format/locale";
import { texts } from "../texts/texts";

const size = 50;

/** Every value that the charger measured, a page at a time; shown when somebody asks for them. */
export function SessionValues({ row }: { readonly row: SessionDetail }) {
  const { sessions } = texts;
  const [isOpen, setOpen] = useState(false);
  const query = `sessionId=${encodeURIComponent(row.id)}`;
  return (
    <Card
      title={sessions.values} isFlush={isOpen}
      aside={<DownloadLink className="button small" href={`/export/meterValues.csv?${query}`} name="meterValues.csv">{texts.table.export}</DownloadLink>}
    >
      {isOpen ? <Values id={row.id} /> : <Button onClick={() => setOpen(true)}>{sessions.showValues}</Button>}
    </Card>
  );
}

function Values({ id }: { readonly id: string }) {
  const { sessions, maintenance } = texts;
  /** The cursor that each page until this one begins after. */
  const [way, setWay] = useState<readonly (string | undefined)[]>([undefined]);
  const { data, fault, isOld, refetch } = useQuery(SessionValuesQuery, { id, first: size, after: way[way.length - 1] });
  const list = data?.session?.meterValues;
  const from = (way.length - 1) * size;
  if (!list) return fault ? <FaultNote fault={fault} onRetry={() => void refetch()} /> : <div className="page-loading" aria-busy="true" />;
  if (list.totalCount === 0) return <p className="panel-empty lead">{sessions.noValues}</p>;
  return (
    <>
      <div className="table-scroll" role="group" aria-label={sessions.values} tabIndex={0}>
        <table className="data compact">
          <thead>
            <tr>
              <th scope="col">{maintenance.time}</th><th scope="col">{sessions.measurand}</th><th scope="col" className="number">{sessions.value}</th>
              <th scope="col">{sessions.unit}</th><th scope="col">{sessions.phase}</th><th scope="col">{sessions.measuredAt}</th><th scope="col">{sessions.occasion}</th>
            </tr>
          </thead>
          <tbody>
            {list.nodes.map(({ sampledAt, measurand, value, unit, phase, location, context, signedData }, at) => (
              <tr key={from + at}>
                <td><Time at={sampledAt} form="seconds" /></td><th scope="row">{measurand}</th>
                <td className="number">{value === null ? (signedData === null ? nothing : sessions.signed) : numbers({ maximumFractionDigits: 3 }).format(value)}</td>
                <td>{unit}</td><td>{phase ?? nothing}</td><td>{location ?? nothing}</td><td>{context ?? nothing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="pager" aria-busy={isOld}>
        <span className="figures">{texts.table.rangeOf(count(from + 1), count(from + list.nodes.length), count(list.totalCount))}</span>
        <div className="pager-end">
          <Button className="small" disabled={way.length === 1} onClick={() => setWay(way.slice(0, -1))}>{texts.previous}</Button>
          <Button className="small" disabled={!list.pageInfo.hasNextPage} onClick={() => setWay([...way, list.pageInfo.endCursor ?? undefined])}>{texts.next}</Button>
        </div>
      </div>
    </>
  );
}

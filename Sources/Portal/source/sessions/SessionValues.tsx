import { useState } from "react";
import { SessionValues as SessionValuesQuery, type SessionDetail } from "documents/sessions/sessions";
import { useQuery } from "../api/hooks";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { DownloadLink } from "../components/DownloadLink";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { nothing } from "../format/quantity";
import { numbers } from "../format/locale";
import { texts } from "../texts/texts";
import { useWay, WayPager } from "./WayPager";

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
  const way = useWay();
  const { data, fault, isOld, refetch } = useQuery(SessionValuesQuery, { id, first: way.first, after: way.after });
  const list = data?.session?.meterValues;
  const from = way.page * way.first;
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
      <WayPager way={way} list={list} isOld={isOld} />
    </>
  );
}

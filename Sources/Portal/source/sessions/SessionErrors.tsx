import { useEffect, useRef, useState } from "react";
import { SessionErrors as SessionErrorsQuery, type SessionDetail, type SessionErrorsData } from "documents/sessions/sessions";
import { useQuery } from "../api/hooks";
import { Card } from "../components/Card";
import { ChargerText } from "../components/ChargerText";
import { Icon } from "../components/Icon";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { Words } from "../stations/stationColumns";
import { texts } from "../texts/texts";
import { useWay, WayPager } from "./WayPager";

type Told = NonNullable<SessionErrorsData["session"]>["errors"]["nodes"][number];

/** What the connector, or the whole station, said was wrong while this session was there. */
export function SessionErrors({ row }: { readonly row: SessionDetail }) {
  const { sessions } = texts;
  const [typed, setTyped] = useState("");
  const [text, setText] = useState("");
  const way = useWay();
  const { setWay } = way;
  const { data, fault, isOld, refetch } = useQuery(SessionErrorsQuery, { id: row.id, text: text || null, first: way.first, after: way.after });
  useAgain(`${row.connector.status} ${row.connector.errorCode}`, refetch);
  useEffect(() => {
    if (typed.trim() === text) return undefined;
    const timer = setTimeout(() => {
      setText(typed.trim());
      setWay([undefined]);
    }, 250);
    return () => clearTimeout(timer);
  }, [typed, text, setWay]);
  const list = data?.session?.errors;
  const isEmpty = list?.totalCount === 0;
  const hasNone = isEmpty && text === "" && !isOld;
  return (
    <Card title={sessions.errors} isFlush>
      {fault && <FaultNote fault={fault} onRetry={() => void refetch()} />}
      {hasNone && typed === "" && <p className="panel-empty lead">{sessions.noErrors}</p>}
      {list && !(hasNone && typed === "") && (
        <>
          <div className="table-tools">
            <span className="field-with-icon find">
              <Icon name="search" />
              <input type="search" value={typed} placeholder={sessions.findError} aria-label={sessions.findError} onChange={(event) => setTyped(event.target.value)} />
            </span>
          </div>
          <ErrorTable rows={list.nodes} />
          {isEmpty && <p className="panel-empty lead">{texts.search.none(text)}</p>}
          {(list.pageInfo.hasNextPage || way.page > 0) && <WayPager way={way} list={list} isOld={isOld} />}
        </>
      )}
    </Card>
  );
}

/** Once more when what its connector says has changed. */
function useAgain(said: string, refetch: () => Promise<void>): void {
  const known = useRef(said);
  useEffect(() => {
    if (known.current === said) return;
    known.current = said;
    void refetch();
  }, [said, refetch]);
}

function ErrorTable({ rows }: { readonly rows: readonly Told[] }) {
  const { sessions, station, maintenance } = texts;
  const meanings = new Map<string, string>(Object.entries(sessions.errorMeanings));
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">{sessions.errorCode}</th><th scope="col">{station.vendorError}</th>
          <th scope="col">{station.configuration.meaning}</th><th scope="col">{maintenance.time}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ code, vendorErrorCode, info, at }, index) => (
          <tr key={index}>
            <th scope="row"><ChargerText text={code} /></th>
            <td><Words text={vendorErrorCode} /></td>
            <td className="sentence"><Words text={[meanings.get(code), info].filter(Boolean).join(" ") || null} /></td>
            <td><Time at={at} form="seconds" /></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { useEffect, useMemo, useState } from "react";
import { Messages, type Message } from "documents/maintenance/maintenance";
import type { SessionDetail } from "documents/sessions/sessions";
import { useQuery } from "../api/hooks";
import { Card } from "../components/Card";
import { ChargerText } from "../components/ChargerText";
import { Icon } from "../components/Icon";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { frameOf } from "../maintenance/frame";
import { Words } from "../stations/stationColumns";
import { texts } from "../texts/texts";

interface Told {
  readonly id: string;
  readonly at: string;
  readonly code: string;
  readonly vendorCode: string | undefined;
  readonly meaning: string | undefined;
}

/** What the connector, or the whole station, said was wrong while this session was there: out of the recorded messages. */
export function SessionErrors({ row }: { readonly row: SessionDetail }) {
  const { sessions, station, maintenance } = texts;
  const [text, setText] = useState("");
  const filter = { action: "StatusNotification", from: row.startedAt, to: row.pluggedOutAt ?? row.stoppedAt };
  const { data, fault, refetch } = useQuery(Messages, { stationId: row.station.id, filter, first: 200 });
  const status = row.connector.status;
  // Messages are written down within some seconds after their effect is seen.
  useEffect(() => {
    const timer = setTimeout(() => void refetch(), 7000);
    return () => clearTimeout(timer);
  }, [status, refetch]);
  const told = useMemo(() => (data?.ocppMessages.nodes ?? []).flatMap((each) => errorOf(each, row.connector.number)), [data, row.connector.number]);
  const wanted = text.trim().toLowerCase();
  const shown = told.filter((each) => [each.code, each.vendorCode, each.meaning].some((part) => part?.toLowerCase().includes(wanted)));
  return (
    <Card title={sessions.errors} isFlush>
      {fault && <FaultNote fault={fault} onRetry={() => void refetch()} />}
      {data && told.length === 0 && <p className="panel-empty lead">{sessions.noErrors}</p>}
      {told.length > 0 && (
        <>
          <div className="table-tools">
            <span className="field-with-icon find">
              <Icon name="search" />
              <input type="search" value={text} placeholder={sessions.findError} aria-label={sessions.findError} onChange={(event) => setText(event.target.value)} />
            </span>
          </div>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{sessions.errorCode}</th><th scope="col">{station.vendorError}</th>
                <th scope="col">{station.configuration.meaning}</th><th scope="col">{maintenance.time}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ id, code, vendorCode, meaning, at }) => (
                <tr key={id}>
                  <th scope="row"><ChargerText text={code} /></th>
                  <td><Words text={vendorCode} /></td><td className="sentence"><Words text={meaning} /></td><td><Time at={at} form="seconds" /></td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length === 0 && <p className="panel-empty lead">{texts.search.none(text)}</p>}
        </>
      )}
    </Card>
  );
}

function errorOf(message: Message, connector: number): readonly Told[] {
  const body = frameOf(message).body as Readonly<Record<string, unknown>> | null | undefined;
  const word = (name: string) => {
    const value = body?.[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const code = word("errorCode");
  if (code === undefined || code === "NoError" || (body?.["connectorId"] !== connector && body?.["connectorId"] !== 0)) return [];
  const known = new Map<string, string>(Object.entries(texts.sessions.errorMeanings)).get(code);
  const meaning = [known, word("info")].filter(Boolean).join(" ") || undefined;
  return [{ id: message.id, at: message.receivedAt, code, vendorCode: word("vendorErrorCode"), meaning }];
}

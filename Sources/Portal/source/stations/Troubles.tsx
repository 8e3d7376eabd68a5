import { StationTroubles, type StationDetail } from "documents/stations/station";
import { useQuery } from "../api/hooks";
import { Note } from "../components/Note";
import { Time } from "../components/Time";
import { ChargerText } from "../components/ChargerText";
import { moment } from "../format/time";
import { texts } from "../texts/texts";
import { mayAt } from "./borrowed";
import type { Ask } from "./StationPage";

/** What is wrong with a station, the worst first, each with what is likely to help. */
export function Troubles({ station, ask }: { station: StationDetail; ask: Ask }) {
  const { data } = useQuery(StationTroubles, { id: station.id }, { isStill: true });
  const { troubles } = texts.station;
  const mayAsk = mayAt(station, "OPERATE_STATION") && station.presence === "ONLINE";
  const faulted = station.connectors.filter(({ status, isStale }) => status === "FAULTED" && !isStale);
  return (
    <>
      {faulted.map((connector) => (
        <Note key={connector.id} kind="danger">
          <span>
            <b>{troubles.faulted(connector.number, connector.statusChangedAt ? moment(new Date(connector.statusChangedAt)) : "")}</b>{" "}
            <Codes codes={[connector.errorCode, connector.vendorErrorCode, connector.info]} />
          </span>
          {mayAsk && (
            <span className="note-actions">
              <button type="button" className="link" onClick={() => ask("UNLOCK_CONNECTOR", { connector: String(connector.number) })}>
                {troubles.unlock(connector.number)}
              </button>
              <button type="button" className="link" onClick={() => ask("RESET")}>{troubles.reset}</button>
            </span>
          )}
        </Note>
      ))}
      {station.presence === "OFFLINE" && (
        <Note kind="warning">{troubles.offline(station.lastSeenAt ? moment(new Date(station.lastSeenAt)) : "")}</Note>
      )}
      {!station.isActive && station.inactiveSince && (
        <Note kind="info">
          <span>{troubles.inactive(moment(new Date(station.inactiveSince)))} {station.inactiveReason && <ChargerText text={station.inactiveReason} />}</span>
        </Note>
      )}
      {data?.station?.lastRefusal && station.presence !== "ONLINE" && <Refusal refusal={data.station.lastRefusal} />}
      {data?.station?.connectionFindings.map((finding) => (
        <Note key={finding.kind} kind="warning">
          <span>{texts.station.findings[finding.kind]}</span>
          <span className="hint">{troubles.times(finding.count)}, <Time at={finding.lastAt} /> {finding.detail && <ChargerText text={finding.detail} />}</span>
        </Note>
      ))}
    </>
  );
}

interface RefusalProps {
  readonly refusal: {
    readonly reason: keyof typeof texts.station.refusals;
    readonly at: string;
    readonly count: number;
    readonly address: string | null;
    readonly detail: string | null;
  };
}

export function Refusal({ refusal: { reason, at, count, address, detail } }: RefusalProps) {
  return (
    <Note kind="warning">
      <span>{texts.station.refusals[reason]}</span>
      <span className="hint">
        {texts.station.troubles.times(count)}, <Time at={at} form="seconds" /> {address} {detail && <ChargerText text={detail} />}
      </span>
    </Note>
  );
}

function Codes({ codes }: { codes: readonly (string | null)[] }) {
  const shown = codes.filter((code): code is string => code !== null && code !== "" && code !== "NoError");
  return <>{shown.map((code) => <span key={code} className="code"><ChargerText text={code} /> </span>)}</>;
}

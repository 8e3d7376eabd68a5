import { StationFiles } from "documents/stations/configuration";
import { OperationChanged, type OperationState } from "documents/operations/operations";
import type { StationDetail } from "documents/stations/station";
import { useQuery, useSubscription } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { DownloadLink } from "../components/DownloadLink";
import { ChargerText } from "../components/ChargerText";
import { Empty, FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { bytes, plain } from "../format/quantity";
import { OperationBadge } from "../operations/OperationProgress";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";
import type { Ask } from "./StationPage";

/** Files that the station was asked to upload, and how far each has come. */
export function DiagnosticsTab({ station, ask }: { station: StationDetail; ask: Ask }) {
  const { files: words } = texts.station;
  const stationIds = [station.id];
  const query = useQuery(StationFiles, { diagnostics: { stationIds, kind: "GET_DIAGNOSTICS" }, logs: { stationIds, kind: "GET_LOG" } });
  const list = [...(query.data?.diagnostics.nodes ?? []), ...(query.data?.logs.nodes ?? [])]
    .sort((one, other) => other.requestedAt.localeCompare(one.requestedAt));
  useSubscription(OperationChanged, {}, ({ operationChanged: { id, kind, station: { id: of } } }) => {
    const isFile = of === station.id && (kind === "GET_DIAGNOSTICS" || kind === "GET_LOG");
    if (isFile && !list.some((each) => each.id === id)) void query.refetch();
  });
  return (
    <Card
      title={words.title} isFlush
      aside={session.may("OPERATE_STATION") && (
        <>
          <Button className="small" icon="wrench" onClick={() => ask("GET_DIAGNOSTICS")}>{texts.operations.kinds.GET_DIAGNOSTICS}</Button>
          <Button className="small" icon="shield" onClick={() => ask("GET_LOG")}>{texts.operations.kinds.GET_LOG}</Button>
        </>
      )}
    >
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      {query.data && list.length === 0 && <Empty title={words.none} body={words.noneBody} />}
      {list.length > 0 && <Files list={list} />}
    </Card>
  );
}

function Files({ list }: { list: readonly OperationState[] }) {
  const { files: words } = texts.station;
  return (
    <table className="data">
      <thead>
        <tr>
          <th scope="col">{texts.operations.asked}</th><th scope="col">{texts.operations.kind}</th><th scope="col">{texts.operations.status}</th>
          <th scope="col">{words.progress}</th><th scope="col">{words.file}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((operation) => {
          const last = operation.progress[operation.progress.length - 1];
          return (
            <tr key={operation.id}>
              <th scope="row"><Link href={`/operations/${encodeURIComponent(operation.id)}`}><Time at={operation.requestedAt} /></Link></th>
              <td>{texts.operations.kinds[operation.kind]}</td>
              <td><OperationBadge operation={operation} /></td>
              <td>{last && <ChargerText text={last.status} />}</td>
              <td>
                {operation.upload && (
                  <DownloadLink href={`/files/uploads/${encodeURIComponent(operation.id)}`} name={operation.upload.fileName ?? "upload"}>
                    {operation.upload.fileName ?? texts.operations.download} ({plain(bytes(operation.upload.sizeBytes))})
                  </DownloadLink>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

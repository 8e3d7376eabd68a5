import { OneOperation } from "documents/operations/operations";
import { useQuery } from "../api/hooks";
import { Facts } from "../components/Card";
import { DownloadLink } from "../components/DownloadLink";
import { Drawer } from "../components/Drawer";
import { Empty, FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { bytes, plain } from "../format/quantity";
import { OperationProgress } from "../operations/OperationProgress";
import { personOf } from "../reservations/reservationColumns";
import { Link } from "../router/Link";
import { texts } from "../texts/texts";

/** What was asked of a station, step by step, and the file that it left. */
export function OperationDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { data, fault, refetch } = useQuery(OneOperation, { id });
  const operation = data?.operation;
  const { operations } = texts;
  return (
    <Drawer title={operation ? operations.kinds[operation.kind] : texts.loading} onClose={onClose}>
      {fault && <FaultNote fault={fault} onRetry={() => void refetch()} />}
      {!data && !fault && <p className="unit" role="status">{texts.loading}</p>}
      {operation === null && <Empty title={texts.notFound.title} body={texts.notFound.body} />}
      {operation && (
        <>
          <Facts facts={[
            [operations.station, <Link className="id" href={`/stations/${encodeURIComponent(operation.station.chargePointId)}`}>
              {operation.station.chargePointId}</Link>],
            [operations.asked, <Time at={operation.requestedAt} />],
            [operations.by, personOf(operation.requestedBy) ?? operations.byServer],
          ]} />
          <OperationProgress operation={operation} />
          {operation.upload && (
            <DownloadLink className="button" href={`/files/uploads/${encodeURIComponent(operation.id)}`} name={operation.upload.fileName ?? "upload"}>
              {operations.download} ({plain(bytes(operation.upload.sizeBytes))})
            </DownloadLink>
          )}
          <Link href={`/maintenance/messages?station=${encodeURIComponent(operation.station.id)}`}>{texts.upkeep.messages}</Link>
        </>
      )}
    </Drawer>
  );
}

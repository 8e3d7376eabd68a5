import { useState } from "react";
import { OneOperation, type OneOperationData } from "documents/operations/operations";
import { SessionsToStop } from "documents/operations/sessionsToStop";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card, Facts } from "../components/Card";
import { DownloadLink } from "../components/DownloadLink";
import { ChargerText } from "../components/ChargerText";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { Time } from "../components/Time";
import { bytes, plain } from "../format/quantity";
import { Link } from "../router/Link";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { typedOf } from "./again";
import { kindOf, type Kind } from "./kinds";
import { By, Took } from "./operationColumns";
import { OperationDialog } from "./OperationDialog";
import { OperationBadge, OperationProgress } from "./OperationProgress";

type Operation = NonNullable<OneOperationData["operation"]>;

export default function OperationPage({ values }: PageProps) {
  const query = useQuery(OneOperation, { id: values["id"] ?? "" });
  const operation = query.data?.operation;
  const crumbs = [{ text: texts.operations.title, href: "/operations" }];
  if (operation === null || query.fault?.code === "BAD_USER_INPUT") return <PageNotFound />;
  if (!operation) {
    return (
      <>
        <PageHead title={texts.operations.title} crumbs={crumbs} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return <Loaded operation={operation} crumbs={crumbs} />;
}

function Loaded({ operation, crumbs }: { operation: Operation; crumbs: readonly { text: string; href: string }[] }) {
  const { operations } = texts;
  const [isAgain, setAgain] = useState(false);
  const kind = kindOf(operation.kind);
  const name = operations.kinds[operation.kind];
  return (
    <>
      <PageHead
        title={name} isLive crumbs={[...crumbs, { text: name }]} beside={<OperationBadge operation={operation} />}
        lead={<Link href={`/stations/${encodeURIComponent(operation.station.chargePointId)}`}>{operation.station.chargePointId}</Link>}
        actions={kind && session.may(kind.permission) && <Button icon="refresh" onClick={() => setAgain(true)}>{operations.again}</Button>}
      />
      <div className="grid">
        <div className="span-5 stack">
          <Card title={operations.progressTitle}><OperationProgress operation={operation} /></Card>
          <Card title={operations.about}>
            <Facts facts={[
              [operations.by, <By key="by" row={operation} />], [operations.asked, <Time key="asked" at={operation.requestedAt} form="moment" />],
              [operations.took, <Took key="took" row={operation} />],
              [operations.file, operation.upload && (
                <DownloadLink href={`/files/uploads/${encodeURIComponent(operation.id)}`} name={operation.upload.fileName ?? "upload"}>
                  {operation.upload.fileName ?? operations.download} ({plain(bytes(operation.upload.sizeBytes))})
                </DownloadLink>
              )],
            ]} />
          </Card>
        </div>
        <div className="span-7 stack">
          <Json title={operations.request} value={operation.request} />
          <Json title={operations.answer} value={operation.answer} />
        </div>
      </div>
      {isAgain && kind && <AskAgain operation={operation} kind={kind} onClose={() => setAgain(false)} />}
    </>
  );
}

interface AskAgainProps {
  readonly operation: Operation;
  readonly kind: Kind;
  readonly onClose: () => void;
}

/** With what was asked then. */
function AskAgain({ operation: { station, request }, kind, onClose }: AskAgainProps) {
  const typed = typedOf(kind.fields, request);
  return kind.kind === "REMOTE_STOP" ? <StopAgain station={station} request={request} onClose={onClose} />
    : <OperationDialog kind={kind.kind} stations={[station]} preset={typed} onClose={onClose} />;
}

/** The same session, where it still runs. */
function StopAgain({ station, request, onClose }: Pick<Operation, "station" | "request"> & Pick<AskAgainProps, "onClose">) {
  const { data, fault } = useQuery(SessionsToStop, { stationIds: [station.id] }, { isStill: true });
  if (!data && !fault) return null;
  const number = String((request as { readonly transactionId?: unknown }).transactionId);
  const running = data?.sessions.nodes.find(({ transactionId }) => transactionId === number);
  return <OperationDialog kind="REMOTE_STOP" stations={[station]} preset={{ sessionId: running?.id ?? "" }} onClose={onClose} />;
}

/** As names and values where it is that simple, and as it is beneath. */
function Json({ title, value }: { title: string; value: unknown }) {
  const { operations } = texts;
  const fields = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
  const simple = fields.filter(([, each]) => typeof each !== "object");
  return (
    <Card title={title}>
      {value === null || value === undefined
        ? <p className="lead">{operations.noAnswer}</p>
        : (
          <div className="stack">
            {simple.length > 0 && <Facts facts={simple.map(([name, each]) => [name, <ChargerText key={name} text={String(each)} />] as const)} />}
            <details>
              <summary>{operations.raw}</summary>
              <pre className="raw" tabIndex={0} aria-label={title}>{JSON.stringify(value, null, 2)}</pre>
            </details>
          </div>
        )}
    </Card>
  );
}

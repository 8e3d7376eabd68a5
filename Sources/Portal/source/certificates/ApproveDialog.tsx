import { useRef, useState } from "react";
import { ApproveCertificateRequest, type CertificateRequestRow } from "documents/certificates/certificates";
import type { OperationState } from "documents/operations/operations";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Facts } from "../components/Card";
import { ChargerText } from "../components/ChargerText";
import { Dialog } from "../components/Dialog";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { followAfterwards } from "../operations/followAfterwards";
import { OperationProgress } from "../operations/OperationProgress";
import { isOver } from "../operations/stops";
import { texts } from "../texts/texts";

/** Signs a request and sends the certificate, step by step. */
export function ApproveDialog({ request, onClose }: { request: CertificateRequestRow; onClose: () => void }) {
  const { certificates, stations } = texts;
  const { run, isSending, fault } = useMutation(ApproveCertificateRequest);
  const [operation, setOperation] = useState<OperationState>();
  const latest = useRef<OperationState>();
  const isIssued = useRef(request.status === "ISSUED").current;
  const send = async () => {
    const data = await run({ input: { id: request.id, wait: false } });
    if (data) setOperation(data.approveCertificateRequest.operation ?? undefined);
  };
  const close = () => {
    if (latest.current && !isOver(latest.current)) followAfterwards(latest.current);
    onClose();
  };
  return (
    <Dialog title={isIssued ? certificates.sendAgain : certificates.approveTitle(request.station.chargePointId)} onClose={close} footer={operation
      ? <Button kind="primary" onClick={close}>{texts.close}</Button>
      : (
        <>
          <Button onClick={onClose}>{texts.cancel}</Button>
          <Button kind="primary" disabled={isSending} onClick={() => void send()}>{isIssued ? certificates.send : certificates.sign}</Button>
        </>
      )}>
      <Facts facts={[
        [stations.station, request.station.chargePointId],
        [certificates.commonName, request.commonName !== null && <ChargerText text={request.commonName} />],
        [certificates.organizationName, request.organizationName !== null && <ChargerText text={request.organizationName} />],
      ]} />
      {!operation && request.reason !== null && !isIssued && <Note kind="warning"><ChargerText text={request.reason} /></Note>}
      {!operation && <p className="lead">{isIssued ? certificates.sendAgainBody : certificates.approveBody}</p>}
      {fault && <FaultNote fault={fault} />}
      {operation && <OperationProgress operation={operation} onChange={(next) => { latest.current = next; }} />}
    </Dialog>
  );
}

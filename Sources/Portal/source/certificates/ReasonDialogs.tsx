import { useId, useState } from "react";
import {
  RefuseCertificateRequest, RevokeClientCertificate, type CertificateRequestRow, type ClientCertificateRow,
} from "documents/certificates/certificates";
import type { Fault } from "../api/fault";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { TextField } from "../components/Field";
import { Form } from "../components/Form";
import { Note } from "../components/Note";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";

interface ReasonDialogProps {
  readonly title: string;
  readonly body: string;
  readonly action: string;
  readonly warning?: string | undefined;
  readonly isSending: boolean;
  readonly fault: Fault | undefined;
  readonly onSend: (reason: string) => void;
  readonly onClose: () => void;
}

/** Something that cannot be taken back, with why, for those who wonder. */
function ReasonDialog({ title, body, action, warning, isSending, fault, onSend, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState("");
  const form = useId();
  return (
    <Dialog title={title} lead={body} onClose={onClose} footer={
      <><Button onClick={onClose}>{texts.cancel}</Button><Button type="submit" form={form} kind="danger" disabled={isSending}>{action}</Button></>
    }>
      <Form id={form} fault={fault} onSubmit={() => onSend(reason.trim())}>
        {warning && <Note kind="warning">{warning}</Note>}
        <TextField label={texts.certificates.reason} value={reason} maxLength={200} onValue={setReason}
          member="reason" error={reason.trim() === "" ? texts.upkeep.missing : undefined} />
      </Form>
    </Dialog>
  );
}

export function RefuseDialog({ request, onClose }: { request: CertificateRequestRow; onClose: () => void }) {
  const { certificates } = texts;
  const { run, isSending, fault } = useMutation(RefuseCertificateRequest);
  const send = async (reason: string) => {
    if (!await run({ input: { id: request.id, reason } })) return;
    toast("done", certificates.refused(request.station.chargePointId));
    onClose();
  };
  return (
    <ReasonDialog title={certificates.refuseTitle(request.station.chargePointId)} body={certificates.refuseBody} action={certificates.refuse}
      isSending={isSending} fault={fault} onSend={(reason) => void send(reason)} onClose={onClose} />
  );
}

export function RevokeDialog({ certificate, onClose }: { certificate: ClientCertificateRow; onClose: () => void }) {
  const { certificates } = texts;
  const { run, isSending, fault } = useMutation(RevokeClientCertificate);
  const { station } = certificate;
  const send = async (reason: string) => {
    if (!await run({ input: { id: certificate.id, reason } })) return;
    toast("done", certificates.revokedNow(station.chargePointId));
    onClose();
  };
  return (
    <ReasonDialog title={certificates.revokeTitle(station.chargePointId)} body={certificates.revokeBody} action={certificates.revoke}
      warning={certificate.isInUse === true ? certificates.revokeInUse(station.chargePointId) : undefined}
      isSending={isSending} fault={fault} onSend={(reason) => void send(reason)} onClose={onClose} />
  );
}

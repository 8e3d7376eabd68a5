import { useId, useState, type FormEvent, type ReactNode } from "react";
import { ArmLogbook, EnterLogbook, SessionLogbook, type LogbookFact } from "documents/logbook/logbook";
import { FindTags } from "documents/pickers/pickers";
import { useMutation, useQuery } from "../api/hooks";
import type { Fault } from "../api/fault";
import { request } from "../api/request";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { FaultNote } from "../components/PageState";
import { PickerField } from "../pickers/PickerField";
import { texts } from "../texts/texts";
import { EntryFields } from "./EntryFields";
import { emptyEntry, entryOf, type EntryDraft, type VehicleEntry } from "./draft";

interface EntryDialogProps {
  readonly title: string;
  readonly lead: string;
  readonly stationId: string;
  readonly start: EntryDraft;
  readonly isSending: boolean;
  readonly fault: Fault | undefined;
  readonly onEntry: (entry: VehicleEntry) => Promise<void>;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

function EntryDialog({ title, lead, stationId, start, isSending, fault, onEntry, onClose, children }: EntryDialogProps) {
  const form = useId();
  const [draft, setDraft] = useState(start);
  const [isChecked, setChecked] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const entry = entryOf(draft);
    if (entry) await onEntry(entry);
  };
  const isAtField = fault?.field === "vehicleId" || fault?.field === "mileageKm";
  return (
    <Dialog title={title} lead={lead} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{texts.save}</Button>
      </>
    }>
      <form id={form} className="stack" noValidate onSubmit={(event) => void submit(event)}>
        {fault && !isAtField && <FaultNote fault={fault} />}
        <EntryFields stationId={stationId} draft={draft} onDraft={setDraft} isChecked={isChecked} fault={fault} />
        {children}
      </form>
    </Dialog>
  );
}

interface ArmDialogProps {
  readonly station: { readonly id: string; readonly chargePointId: string };
  readonly onArmed: (entry: VehicleEntry, expiresAt: string) => void;
  readonly onClose: () => void;
}

/** The entry before the start: it waits a quarter of an hour for one tag, or for any of the person’s own. */
export function ArmDialog({ station, onArmed, onClose }: ArmDialogProps) {
  const { logbook } = texts;
  const [tagId, setTagId] = useState<string>();
  const { run, isSending, fault } = useMutation(ArmLogbook);
  const arm = async (entry: VehicleEntry) => {
    const data = await run({ input: { stationId: station.id, ...(tagId && { tagId }), ...entry } });
    if (data) onArmed(entry, data.armLogbook.expiresAt);
  };
  return (
    <EntryDialog title={logbook.armTitle(station.chargePointId)} lead={logbook.armLead} stationId={station.id} start={emptyEntry}
      isSending={isSending} fault={fault} onEntry={arm} onClose={onClose}>
      <PickerField label={logbook.tag} hint={logbook.tagHint} isOptional text="" search={findTags} onChoose={(option) => setTagId(option?.value)}
        error={fault?.field === "tagId" ? fault.message : undefined} />
    </EntryDialog>
  );
}

async function findTags(text: string, signal: AbortSignal) {
  const { tags } = await request(FindTags, { text: text || null, first: 20 }, signal);
  return tags.nodes.map(({ id, idTag, alias }) => ({ value: id, text: idTag, ...(alias && { detail: alias }) }));
}

interface EnterDialogProps {
  readonly session: { readonly id: string; readonly transactionId: string };
  readonly stationId: string;
  /** The entry that holds so far. */
  readonly current?: Pick<LogbookFact, "mileageKm" | "vehicleId"> | undefined;
  readonly onEntered?: () => void;
  readonly onClose: () => void;
}

/** The entry of a session afterwards, or a correction of it. */
export function EnterDialog({ session, stationId, current, onEntered, onClose }: EnterDialogProps) {
  const { logbook } = texts;
  const { run, isSending, fault } = useMutation(EnterLogbook);
  const enter = async (entry: VehicleEntry) => {
    if (!await run({ input: { sessionId: session.id, ...entry } })) return;
    onEntered?.();
    onClose();
  };
  return (
    <EntryDialog title={logbook.enterTitle(session.transactionId)} lead={current ? logbook.correctLead : logbook.enterLead} stationId={stationId}
      start={current ? { mileageKm: String(current.mileageKm), vehicleId: current.vehicleId } : emptyEntry}
      isSending={isSending} fault={fault} onEntry={enter} onClose={onClose} />
  );
}

/** The same where it is not known yet whether there is an entry, and which. */
export function SessionEntryDialog({ session, stationId, onClose }: Pick<EnterDialogProps, "session" | "stationId" | "onClose">) {
  const { data, fault, refetch } = useQuery(SessionLogbook, { id: session.id }, { isStill: true });
  if (fault) {
    return (
      <Dialog title={texts.logbook.enterTitle(session.transactionId)} onClose={onClose} footer={<Button onClick={onClose}>{texts.close}</Button>}>
        <FaultNote fault={fault} onRetry={() => void refetch()} />
      </Dialog>
    );
  }
  if (!data) return null;
  const current = data.session?.logbookEntries.nodes.find(({ isCurrent }) => isCurrent);
  return <EnterDialog session={session} stationId={stationId} current={current} onClose={onClose} />;
}

import { useId, useState } from "react";
import type { OperationKind } from "documents/schema";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { texts } from "../texts/texts";
import type { Typed } from "./fields";
import { followAfterwards } from "./followAfterwards";
import { kindOf, type Kind } from "./kinds";
import { OperationForm, type AskedStation } from "./OperationForm";
import { ManyProgress, OperationProgress } from "./OperationProgress";
import { isOver } from "./stops";
import { useAsked } from "./useAsked";

interface OperationDialogProps {
  readonly kind: OperationKind;
  readonly stations: readonly AskedStation[];
  /** Values that are known already, such as the connector. */
  readonly preset?: Typed;
  readonly onClose: () => void;
}

/** Asks one station or many for something, and shows what comes of it. Closing it ends nothing. */
export function OperationDialog({ kind: name, stations, preset, onClose }: OperationDialogProps) {
  const kind = kindOf(name);
  return kind ? <KindDialog kind={kind} stations={stations} {...(preset && { preset })} onClose={onClose} /> : null;
}

function KindDialog({ kind, stations, preset, onClose }: Omit<OperationDialogProps, "kind"> & { readonly kind: Kind }) {
  const form = useId();
  const [typed, setTyped] = useState<Typed>(() => ({ ...standards(kind), ...preset }));
  const [isSending, setSending] = useState(false);
  const { asked, setAsked, changed, forget, operations, failed } = useAsked();
  const [again, setAgain] = useState<readonly AskedStation[]>();
  const targets = again ?? stations;
  const close = () => {
    for (const operation of operations) if (!isOver(operation)) followAfterwards(operation);
    onClose();
  };
  const retry = () => {
    setAgain(failed.map(({ station }) => station));
    forget();
  };
  const [only] = operations;
  return (
    <Dialog
      title={texts.operations.kinds[kind.kind]} lead={targetWords(targets)} onClose={close}
      footer={asked
        ? <>{failed.length > 0 && <Button onClick={retry}>{texts.operations.retry(failed.length)}</Button>}<Button onClick={close}>{texts.close}</Button></>
        : (
          <>
            <Button onClick={onClose}>{texts.cancel}</Button>
            <Button type="submit" form={form} kind={kind.isHarsh ? "danger" : "primary"} icon={kind.icon} disabled={isSending}>
              {texts.operations.actions[kind.kind]}
            </Button>
          </>
        )}
    >
      {!asked && (
        <OperationForm id={form} kind={kind} stations={targets} typed={typed} onTyped={setTyped} onSending={setSending} onAsked={setAsked} />
      )}
      {asked && operations.length === 1 && only && <OperationProgress operation={only} onChange={changed} />}
      {asked && operations.length > 1 && <ManyProgress operations={asked.operations} onChange={changed} />}
      {asked && operations.length === 0 && <p>{texts.operations.nothingAsked}</p>}
    </Dialog>
  );
}

function targetWords(stations: readonly AskedStation[]): string {
  const [first] = stations;
  return stations.length === 1 && first ? first.chargePointId : texts.stations.lead(stations.length);
}

/** What stands in the form at first. */
export function standards({ fields }: Kind): Typed {
  return Object.fromEntries(fields.flatMap(({ name, standard }) => (standard === undefined ? [] : [[name, standard]])));
}

import type { ReactNode } from "react";
import type { Document } from "../api/document";
import { useMutation } from "../api/hooks";
import { inParts } from "../api/inParts";
import { store } from "../api/request";
import { ConfirmDialog } from "./ConfirmDialog";
import { FaultNote } from "./PageState";
import { toast } from "./toasts";

interface DeleteDialogProps {
  readonly document: Document<unknown, { readonly input: { readonly ids: readonly string[] } }>;
  readonly ids: readonly string[];
  readonly title: string;
  readonly action: string;
  /** What is said when they are gone. */
  readonly done: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
  /** What is lost, and what stays. */
  readonly children: ReactNode;
}

/** Asks, then deletes all of them or none; where the server refuses, it says why and stays. */
export function DeleteDialog({ document, ids, title, action, done, onClose, onDone, children }: DeleteDialogProps) {
  const { run, fault } = useMutation(document);
  const remove = async () => {
    if (!await inParts(ids, (part) => run({ input: { ids: part } }))) return;
    onClose();
    onDone();
    store.forget(ids);
    toast("done", done);
  };
  return (
    <ConfirmDialog title={title} action={action} kind="danger" onConfirm={() => void remove()} onCancel={onClose}>
      {children}
      {fault && <FaultNote fault={fault} />}
    </ConfirmDialog>
  );
}

import { useEffect, useId, useRef, type ReactNode } from "react";
import { texts } from "../texts/texts";
import { Button } from "./Button";

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  readonly kind?: "primary" | "danger";
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that cannot be taken back. The browser keeps the focus inside and gives it back afterwards. */
export function ConfirmDialog({ title, children, action, kind = "primary", onConfirm, onCancel }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const cancel = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    cancel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog} className="dialog" role="alertdialog" aria-labelledby={`${id}-title`} aria-describedby={`${id}-body`}
      onCancel={(event) => {
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={`${id}-title`}>{title}</h2>
      <div id={`${id}-body`} className="dialog-body">{children}</div>
      <div className="dialog-actions">
        <button type="button" className="button" ref={cancel} onClick={onCancel}>{texts.cancel}</button>
        <Button kind={kind} onClick={onConfirm}>{action}</Button>
      </div>
    </dialog>
  );
}

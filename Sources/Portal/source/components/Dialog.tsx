import { useEffect, useId, useRef, type ReactNode } from "react";
import { texts } from "../texts/texts";
import { IconButton } from "./Button";

interface DialogProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** Over the page until it is closed. The browser keeps the focus inside; it goes back to where it was afterwards. */
export function Dialog({ title, lead, onClose, footer, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    dialog.current?.querySelector<HTMLElement>(
      ".dialog-content :is(input, select, textarea, button, [tabindex='0']):not([disabled])")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog} className="dialog large" aria-labelledby={`${id}-title`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <div className="dialog-head">
        <div>
          <h2 id={`${id}-title`}>{title}</h2>
          {lead && <p className="lead">{lead}</p>}
        </div>
        <IconButton icon="close" label={texts.close} onClick={onClose} />
      </div>
      <div className="dialog-content">{children}</div>
      {footer && <div className="dialog-foot">{footer}</div>}
    </dialog>
  );
}

import { useEffect, useId, useRef, type ReactNode } from "react";
import { texts } from "../texts/texts";
import { IconButton } from "./Button";
import { isShortcut } from "./shortcuts";

interface DrawerProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly onNext?: (() => void) | undefined;
  readonly onPrevious?: (() => void) | undefined;
  readonly children: ReactNode;
}

/** Beside the page, or from below on a telephone: details of one of its things. Which one is in the address, as `open`. */
export function Drawer({ title, onClose, onNext, onPrevious, children }: DrawerProps) {
  const id = useId();
  const box = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <aside
      ref={box} className="drawer" aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
        else if (event.key === "j" && isShortcut(event)) onNext?.();
        else if (event.key === "k" && isShortcut(event)) onPrevious?.();
      }}
    >
      <div className="drawer-head">
        <h2 id={id} ref={heading} tabIndex={-1}>{title}</h2>
        <div className="drawer-tools">
          {onPrevious && <IconButton icon="up" label={texts.previous} onClick={onPrevious} />}
          {onNext && <IconButton icon="down" label={texts.next} onClick={onNext} />}
          <IconButton icon="close" label={texts.close} onClick={onClose} />
        </div>
      </div>
      <div className="drawer-body">{children}</div>
    </aside>
  );
}

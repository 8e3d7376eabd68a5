import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from "react";
import { texts } from "../texts/texts";
import { IconButton } from "./Button";
import { Icon } from "./Icon";

export interface Toast {
  readonly id: number;
  readonly kind: "done" | "failed";
  readonly body: ReactNode;
}

const most = 3;
const shownFor = 6000;
let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** Tells the end of something that one no longer looks at. What has failed stays until it is put away. */
export function toast(kind: Toast["kind"], body: ReactNode): void {
  lastId += 1;
  become([...toasts, { id: lastId, kind, body }].slice(-most));
}

function become(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of [...listeners]) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function Toasts() {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  const region = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const jump = (event: KeyboardEvent) => {
      if (event.key === "F8") region.current?.querySelector<HTMLElement>("button, a")?.focus();
    };
    addEventListener("keydown", jump);
    return () => removeEventListener("keydown", jump);
  }, []);
  return (
    <div className="toasts" ref={region} role="region" aria-label={texts.toasts}>
      {shown.map((each) => <ToastBox key={each.id} toast={each} />)}
    </div>
  );
}

function ToastBox({ toast: { id, kind, body } }: { toast: Toast }) {
  const [isHeld, setHeld] = useState(false);
  const close = () => become(toasts.filter((each) => each.id !== id));
  useEffect(() => {
    if (kind === "failed" || isHeld) return undefined;
    const timer = setTimeout(close, shownFor);
    return () => clearTimeout(timer);
  });
  return (
    <div
      className="toast" role={kind === "failed" ? "alert" : "status"} onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)} onFocus={() => setHeld(true)} onBlur={() => setHeld(false)}
    >
      <Icon name={kind === "failed" ? "warning" : "check"} />
      <div className="toast-body">{body}</div>
      <IconButton icon="close" label={texts.close} onClick={close} />
    </div>
  );
}

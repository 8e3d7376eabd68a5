import type { ReactNode } from "react";
import { Icon } from "./Icon";

interface NoteProps {
  readonly kind: "info" | "warning" | "danger" | "success";
  readonly children: ReactNode;
  /** Read out at once: for what happens while one looks elsewhere. */
  readonly isAlert?: boolean;
}

export function Note({ kind, children, isAlert = false }: NoteProps) {
  return (
    <div className={`note ${kind}`} role={isAlert ? "alert" : undefined}>
      <Icon name={kind === "info" ? "info" : kind === "success" ? "check" : "warning"} />
      <div className="note-body">{children}</div>
    </div>
  );
}

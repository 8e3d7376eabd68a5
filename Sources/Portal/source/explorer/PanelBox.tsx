import type { ReactNode } from "react";

export type Panel = "query" | "result" | "docs" | "history";

interface PanelBoxProps {
  readonly id: Panel;
  /** One panel at a time, chosen by tabs. */
  readonly isNarrow: boolean;
  readonly isShown: boolean;
  readonly children: ReactNode;
}

/** A panel keeps what is in it while another one shows. */
export function PanelBox({ id, isNarrow, isShown, children }: PanelBoxProps) {
  return (
    <div className={`panel-box ${id}-box`} hidden={!isShown}
      {...(isNarrow && { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `panel-tab-${id}` })}>
      {children}
    </div>
  );
}

import type { ReactNode } from "react";
import { texts } from "../texts/texts";
import { Icon } from "./Icon";

export type StopState = "done" | "now" | "trouble" | "skipped" | "todo" | "good";

export interface Stop {
  readonly key: string;
  readonly state: StopState;
  readonly title: ReactNode;
  readonly time?: ReactNode;
  readonly detail?: ReactNode;
}

/** The line with stops: how everything is drawn that happens in steps. */
export function Line({ label, stops }: { label: string; stops: readonly Stop[] }) {
  return (
    <ol className="line" aria-label={label}>
      {stops.map(({ key, state, title, time, detail }) => (
        <li key={key} className={state} aria-current={state === "now" ? "step" : undefined}>
          <span className="stop">
            {(state === "done" || state === "good") && <Icon name="check" />}
            {state === "trouble" && <Icon name="close" />}
          </span>
          <span className="stop-title">
            <span className="visually-hidden">{texts.stops[state]}: </span>{title}
          </span>
          {time && <span className="stop-time">{time}</span>}
          {detail && <div className="stop-detail">{detail}</div>}
        </li>
      ))}
    </ol>
  );
}

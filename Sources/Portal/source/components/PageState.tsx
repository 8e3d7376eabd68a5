import type { ReactNode } from "react";
import type { Fault } from "../api/fault";
import { texts } from "../texts/texts";
import { Button } from "./Button";
import { Note } from "./Note";
import { useHeading } from "./PageHead";

/** What belongs here, why there is none, and one thing to do. */
export function Empty({ title, body, action }: { title: string; body?: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {body && <p className="lead">{body}</p>}
      {action}
    </div>
  );
}

/** The same for a page that does not exist and one that is not the reader's to see. */
export function PageNotFound() {
  const heading = useHeading(texts.notFound.title);
  return (
    <div className="centered">
      <h1 ref={heading} tabIndex={-1}>{texts.notFound.title}</h1>
      <p className="lead">{texts.notFound.body}</p>
    </div>
  );
}

/** A part that could not be shown says so where it stands. */
export function FaultNote({ fault, onRetry }: { fault: Fault; onRetry?: () => void }) {
  return (
    <Note kind="danger" isAlert>
      <span>{faultWords(fault)}</span>
      {fault.requestId && <span className="hint">{texts.faults.request(fault.requestId)}</span>}
      {onRetry && <span><Button className="small" onClick={onRetry}>{texts.tryAgain}</Button></span>}
    </Note>
  );
}

/** Our words where the code says enough, the server's where it knows more. */
export function faultWords(fault: Fault): string {
  const { faults } = texts;
  switch (fault.code) {
    case "BAD_USER_INPUT": case "CONFLICT": case "CHARGER_OFFLINE": case "LIMIT_EXCEEDED":
      return fault.message || faults[fault.code];
    default:
      return faults[fault.code];
  }
}

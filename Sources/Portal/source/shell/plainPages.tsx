import { session } from "../api/session";
import { Button } from "../components/Button";
import { useHeading } from "../components/PageHead";
import { texts } from "../texts/texts";
import { Shell, useAfter } from "./Shell";

/** While it is not known yet who is there. */
export function StartingPage() {
  const isLong = useAfter(400);
  return <div className="page-loading" aria-busy="true">{isLong && <p className="lead">{texts.loading}</p>}</div>;
}

export function UnreachablePage() {
  const heading = useHeading(texts.unreachable.title);
  return (
    <Shell>
      <div className="centered">
        <h1 ref={heading} tabIndex={-1}>{texts.unreachable.title}</h1>
        <p className="lead">{texts.unreachable.body}</p>
        <p><Button kind="primary" onClick={() => void session.start()}>{texts.tryAgain}</Button></p>
      </div>
    </Shell>
  );
}

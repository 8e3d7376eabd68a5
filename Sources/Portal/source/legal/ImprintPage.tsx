import { useEffect, useState } from "react";
import { Fault, unreachable } from "../api/fault";
import { Card } from "../components/Card";
import { PageHead } from "../components/PageHead";
import { Empty, FaultNote } from "../components/PageState";
import { texts as common } from "../texts/texts";
import { LegalFrame, useLegalTexts } from "./LegalFrame";
import { texts } from "./texts/texts";

/** Who runs the server, in the operator's own words, which are plain text. */
export default function ImprintPage() {
  const isLoaded = useLegalTexts();
  const [said, setSaid] = useState<string | Fault>();
  const ask = () => {
    fetch("/imprint.txt").then(async (response) => setSaid(response.ok ? await response.text() : unreachable()))
      .catch(() => setSaid(unreachable()));
  };
  useEffect(ask, []);
  if (!isLoaded || said === undefined) return <div className="page-loading" aria-busy="true" />;
  return (
    <LegalFrame>
      <PageHead title={common.signIn.imprint} lead={texts.imprint.lead} />
      {said instanceof Fault ? <FaultNote fault={said} onRetry={ask} />
        : <Card title={common.signIn.imprint}>{said.trim() ? <p className="note-text">{said.trim()}</p> : <Empty title={texts.imprint.none} />}</Card>}
    </LegalFrame>
  );
}

import { useState } from "react";
import { SessionLogbook, type LogbookFact } from "documents/logbook/logbook";
import type { SessionDetail } from "documents/sessions/sessions";
import { useQuery, useViewer } from "../api/hooks";
import { Button } from "../components/Button";
import { Card, Facts } from "../components/Card";
import { Note } from "../components/Note";
import { FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { count, plain } from "../format/quantity";
import { Words } from "../stations/stationColumns";
import { texts } from "../texts/texts";
import { fullName } from "../users/person";
import { EnterDialog } from "./EntryDialogs";
import { mayEnter } from "./entry";

/** Vehicle and mileage of a session, and what was written there before it was corrected. */
export function LogbookCard({ row }: { readonly row: SessionDetail }) {
  const { logbook } = texts;
  const viewer = useViewer();
  const query = useQuery(SessionLogbook, { id: row.id });
  const [isEntering, setEntering] = useState(false);
  const entries = query.data?.session?.logbookEntries.nodes;
  const current = entries?.find(({ isCurrent }) => isCurrent);
  const earlier = entries?.filter(({ isCurrent }) => !isCurrent) ?? [];
  return (
    <Card title={logbook.title} aside={entries && mayEnter(viewer) && (
      <Button kind="plain" className="small" icon={current ? "edit" : "plus"} onClick={() => setEntering(true)}>{current ? logbook.correct : logbook.add}</Button>
    )}>
      <div className="stack">
        {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
        {entries && !current && <Note kind="warning">{logbook.missingHere}</Note>}
        {current && <EntryFacts entry={current} />}
        {earlier.length > 0 && (
          <details>
            <summary>{logbook.earlier(earlier.length)}</summary>
            <ol className="stack earlier">{earlier.map((entry) => <li key={entry.enteredAt}><EntryFacts entry={entry} /></li>)}</ol>
          </details>
        )}
      </div>
      {isEntering && <EnterDialog session={row} stationId={row.station.id} current={current} onClose={() => setEntering(false)} />}
    </Card>
  );
}

function EntryFacts({ entry: { vehicleId, mileageKm, enteredAt, enteredBy, wasMadeBefore } }: { readonly entry: LogbookFact }) {
  const { logbook } = texts;
  return (
    <Facts facts={[
      [logbook.vehicle, <Words key="vehicle" text={vehicleId} />],
      [logbook.mileage, plain({ figure: count(mileageKm), unit: "km" })],
      [logbook.made, <><Time at={enteredAt} /> <span className="unit">{wasMadeBefore ? logbook.before : logbook.afterwards}</span></>],
      [logbook.by, enteredBy && fullName(enteredBy)],
    ]} />
  );
}

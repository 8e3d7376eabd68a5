import { useState } from "react";
import { Installation } from "documents/installation/installation";
import { useQuery } from "../api/hooks";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card, Facts as FactList } from "../components/Card";
import { Empty, FaultNote } from "../components/PageState";
import { Time } from "../components/Time";
import { numbers } from "../format/locale";
import { plain } from "../format/quantity";
import { visible } from "../format/visible";
import { Words } from "../stations/stationColumns";
import { texts } from "../texts/texts";
import { phaseWords, type Facts } from "./draft";
import { InstallationForm } from "./InstallationForm";

/** How a station was put in: what its installer leaves to those who come after (C6). */
export function InstallationTab({ stationId }: { readonly stationId: string }) {
  const { installation } = texts;
  const query = useQuery(Installation, { id: stationId }, { isStill: true });
  const [isEditing, setEditing] = useState(false);
  const facts = query.data?.station?.installation;
  if (!facts) {
    return query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />;
  }
  if (isEditing) return <div className="narrow-card"><InstallationForm stationId={stationId} facts={facts} onDone={() => setEditing(false)} /></div>;
  const edit = session.may("CHANGE_STATION") && <Button icon="edit" onClick={() => setEditing(true)}>{texts.edit}</Button>;
  const isEmpty = Object.values(facts).every((value) => value === null);
  return (
    <div className="narrow-card">
      {query.fault && <FaultNote fault={query.fault} onRetry={() => void query.refetch()} />}
      <Card title={installation.title} aside={!isEmpty && edit}>
        {isEmpty ? <Empty title={installation.none} body={installation.noneBody} action={edit} /> : <Written facts={facts} />}
      </Card>
    </div>
  );
}

function Written({ facts: { installer, installedAt, fuseA, phaseOrder, gridLimitW, notes } }: { readonly facts: Facts }) {
  const { installation } = texts;
  const figure = (value: number, unit: string) => plain({ figure: numbers({ maximumFractionDigits: 3 }).format(value), unit });
  return (
    <FactList facts={[
      [installation.installer, installer && <Words text={installer} />], [installation.installedAt, installedAt && <Time at={installedAt} form="date" />],
      [installation.fuse, fuseA !== null && figure(fuseA, "A")], [installation.phaseOrder, phaseOrder && phaseWords(phaseOrder)],
      [installation.gridLimit, gridLimitW !== null && figure(gridLimitW / 1000, "kW")],
      [installation.notes, notes && <span className="note-text">{notes.split("\n").map(visible).join("\n")}</span>],
    ]} />
  );
}

import { useId, useMemo, useState } from "react";
import { StationToAsk } from "documents/operations/operations";
import { request } from "../api/request";
import { session } from "../api/session";
import { Button } from "../components/Button";
import { Card } from "../components/Card";
import { PageHead } from "../components/PageHead";
import { PageNotFound } from "../components/PageState";
import { Note } from "../components/Note";
import { Badge } from "../components/StatusBadge";
import { Combobox } from "../pickers/Combobox";
import { findStationsFor } from "../pickers/StationFilter";
import { navigate } from "../router/address";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import type { Typed } from "./fields";
import { kindBySlug, type Kind } from "./kinds";
import { OperationForm, type AskedStation } from "./OperationForm";
import { standards } from "./OperationDialog";
import { ManyProgress, OperationProgress } from "./OperationProgress";
import { useAsked } from "./useAsked";

export default function NewOperationPage({ values }: PageProps) {
  const kind = kindBySlug(values["kind"]);
  return kind && session.may(kind.permission) ? <NewOperation key={kind.kind} kind={kind} /> : <PageNotFound />;
}

/** One kind of operation for stations that are chosen here. */
function NewOperation({ kind }: { kind: Kind }) {
  const form = useId();
  const { operations } = texts;
  const [stations, setStations] = useState<readonly AskedStation[]>([]);
  const [typed, setTyped] = useState<Typed>(() => standards(kind));
  const [isSending, setSending] = useState(false);
  const { asked, setAsked, changed, forget, failed } = useAsked();
  const name = operations.kinds[kind.kind];
  const [only, ...others] = asked?.operations ?? [];
  const retry = () => {
    setStations(failed.map(({ station }) => station));
    forget();
  };
  return (
    <>
      <PageHead title={name} crumbs={[{ text: operations.title, href: "/operations" }, { text: operations.newTitle }]} />
      <div className="narrow stack">
        {!asked && <Card title={operations.whichStations}><StationList kind={kind} stations={stations} onChange={setStations} /></Card>}
        {!asked && (
          <Card title={name} footer={
            <Button type="submit" form={form} kind={kind.isHarsh ? "danger" : "primary"} icon={kind.icon} className="push" disabled={isSending || stations.length === 0}>
              {operations.actions[kind.kind]}
            </Button>
          }>
            <OperationForm id={form} kind={kind} stations={stations} typed={typed} onTyped={setTyped} onSending={setSending} onAsked={setAsked} />
          </Card>
        )}
        {asked && (
          <Card title={operations.progressTitle} footer={
            <>
              {others.length > 0 && failed.length > 0
                ? <Button onClick={retry}>{operations.retry(failed.length)}</Button> : <Button onClick={forget}>{operations.again}</Button>}
              <Button className="push" onClick={() => navigate("/operations")}>{operations.title}</Button>
            </>
          }>
            {others.length === 0 && only ? <OperationProgress operation={only} /> : <ManyProgress operations={asked.operations} onChange={changed} />}
            {asked.operations.length === 0 && <p>{operations.nothingAsked}</p>}
          </Card>
        )}
      </div>
    </>
  );
}

interface StationListProps {
  readonly kind: Kind;
  readonly stations: readonly AskedStation[];
  readonly onChange: (stations: readonly AskedStation[]) => void;
}

function StationList({ kind, stations, onChange }: StationListProps) {
  const { operations } = texts;
  const search = useMemo(() => findStationsFor(kind.permission), [kind]);
  const [text, setText] = useState("");
  const add = async (id: string) => {
    setText("");
    if (stations.some((each) => each.id === id)) return;
    const { station } = await request(StationToAsk, { id });
    if (station) onChange([...stations, station]);
  };
  return (
    <div className="stack">
      {stations.length === 0 && <Note kind="info">{operations.noStations}</Note>}
      <ul className="chosen">
        {stations.map(({ id, chargePointId, presence }) => (
          <li key={id}>
            <b className="ids">{chargePointId}</b>
            {presence !== "ONLINE" && <Badge shape="offline" isBare>{texts.presence.OFFLINE}</Badge>}
            <Button className="small push" kind="plain" icon="close" aria-label={operations.remove(chargePointId)}
              onClick={() => onChange(stations.filter((each) => each.id !== id))} />
          </li>
        ))}
      </ul>
      <Combobox label={operations.chooseStation} text={text} onText={setText} onChoose={({ value }) => void add(value)} search={search}
        placeholder={operations.chooseStation} />
    </div>
  );
}

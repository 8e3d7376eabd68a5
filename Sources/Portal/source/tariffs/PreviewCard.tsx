import { useEffect, useState } from "react";
import { TariffPreview, type TariffDetail } from "documents/tariffs/tariffs";
import { useQuery } from "../api/hooks";
import { Card } from "../components/Card";
import { TextField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { money } from "../format/quantity";
import { localInput } from "../format/time";
import { CostLines } from "../sessions/CostLines";
import { texts } from "../texts/texts";

interface Question {
  readonly energy: string;
  readonly hours: string;
  readonly idle: string;
  readonly start: string;
}

/** What a charge would cost, while one types what it would be. */
export function PreviewCard({ tariff }: { readonly tariff: TariffDetail }) {
  const { tariffs } = texts;
  const first = tariff.current ? new Date() : new Date(tariff.versions.nodes[tariff.versions.nodes.length - 1]?.validFrom ?? Date.now());
  const [question, setQuestion] = useState<Question>({ energy: "20", hours: "2", idle: "0", start: localInput(new Date(first.getTime() + 60_000)) });
  const asked = useLater(question, 300);
  const field = (name: keyof Question) => ({
    value: question[name], onValue: (value: string) => setQuestion({ ...question, [name]: value }),
  });
  return (
    <Card title={tariffs.preview(question.energy || "…", question.hours || "…")}>
      <div className="stack">
        <div className="field-grid">
          <TextField type="number" min="0" step="any" label={tariffs.previewEnergy} {...field("energy")} />
          <TextField type="number" min="0" step="any" label={tariffs.previewHours} {...field("hours")} />
          <TextField type="number" min="0" step="1" label={tariffs.previewIdle} {...field("idle")} />
          <TextField type="datetime-local" label={tariffs.previewStart} {...field("start")} />
        </div>
        <Answer tariff={tariff} question={asked} />
      </div>
    </Card>
  );
}

function Answer({ tariff, question }: { readonly tariff: TariffDetail; readonly question: Question }) {
  const { tariffs } = texts;
  const [energy, hours, idle] = [question.energy, question.hours, question.idle].map((text) => (text === "" ? NaN : Number(text)));
  const start = Date.parse(question.start);
  if ([energy, hours, idle, start].some((figure) => Number.isNaN(figure))) return <p className="lead">{tariffs.previewNeeds}</p>;
  return (
    <Asked variables={{
      // Another version answers otherwise.
      tariffId: tariff.id, energyWh: (energy ?? 0) * 1000, durationSeconds: Math.round((hours ?? 0) * 3600),
      idleSeconds: Math.round((idle ?? 0) * 60), startsAt: new Date(start).toISOString(),
    }} version={tariff.versions.nodes[0]?.id} />
  );
}

interface AskedProps {
  readonly variables: {
    readonly tariffId: string; readonly energyWh: number; readonly durationSeconds: number; readonly idleSeconds: number; readonly startsAt: string;
  };
  readonly version: string | undefined;
}

function Asked({ variables, version }: AskedProps) {
  const { tariffs } = texts;
  const { data, fault, refetch } = useQuery(TariffPreview, variables, { isStill: true });
  useEffect(() => void refetch(), [version, refetch]);
  if (fault) return <FaultNote fault={fault} onRetry={() => void refetch()} />;
  if (!data) return <p className="unit" role="status">{texts.loading}</p>;
  const costs = data.tariffPreview;
  if (!costs) return <p className="lead">{tariffs.previewNone}</p>;
  return (
    <div role="status">
      <p className="preview-total figures">{money(costs.total)}</p>
      {costs.lines.length > 0 && <CostLines costs={costs} />}
    </div>
  );
}

/** A value, a moment after it last changed. */
function useLater<Value>(value: Value, milliseconds: number): Value {
  const [later, setLater] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return later;
}

import type { SessionDetail } from "documents/sessions/sessions";
import { Card } from "../components/Card";
import { texts } from "../texts/texts";
import { CostLines } from "./CostLines";

/** What it costs, line by line, and by which version of the tariff. */
export function CostsCard({ costs }: { costs: NonNullable<SessionDetail["costs"]> }) {
  const { sessions } = texts;
  const name = costs.tariff.tariff?.name;
  return (
    <Card
      title={costs.isFinal ? sessions.costs : sessions.costsSoFar} isFlush
      footer={<span className="unit">{name ? sessions.tariffVersion(name, costs.tariff.number) : sessions.version(costs.tariff.number)}</span>}
    >
      <CostLines costs={costs} />
    </Card>
  );
}

import type { SessionDetail } from "documents/sessions/sessions";
import { Card } from "../components/Card";
import { money } from "../format/quantity";
import { numbers } from "../format/locale";
import { texts } from "../texts/texts";

/** What it costs, line by line, and by which version of the tariff. */
export function CostsCard({ costs }: { costs: NonNullable<SessionDetail["costs"]> }) {
  const { sessions } = texts;
  const name = costs.tariff.tariff?.name;
  return (
    <Card
      title={costs.isFinal ? sessions.costs : sessions.costsSoFar} isFlush
      footer={<span className="unit">{name ? sessions.tariffVersion(name, costs.tariff.number) : sessions.version(costs.tariff.number)}</span>}
    >
      <table className="data">
        <thead><tr><th scope="col">{sessions.costLine}</th><th scope="col" className="number">{sessions.price}</th><th scope="col" className="number">{sessions.amount}</th></tr></thead>
        <tbody>
          {costs.lines.map((line) => (
            <tr key={`${line.kind} ${line.period ?? ""}`}>
              <th scope="row">
                {sessions.costKinds[line.kind]}
                <span className="under">{numbers({ maximumFractionDigits: 3 }).format(Number(line.quantity))} {sessions.costUnits[line.unit]}</span>
              </th>
              <td className="number figures">{money(line.unitPrice, 4)}</td>
              <td className="number figures">{money(line.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot><tr><th scope="row">{sessions.total}</th><td /><td className="number figures"><b>{money(costs.total)}</b></td></tr></tfoot>
      </table>
    </Card>
  );
}

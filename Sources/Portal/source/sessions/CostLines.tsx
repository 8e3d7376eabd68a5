import type { SessionDetail } from "documents/sessions/sessions";
import { money } from "../format/quantity";
import { numbers } from "../format/locale";
import { texts } from "../texts/texts";

type Costs = Pick<NonNullable<SessionDetail["costs"]>, "lines" | "total">;

/** What a charge costs, line by line, as the server computed it. */
export function CostLines({ costs }: { readonly costs: Costs }) {
  const { sessions, tariffs } = texts;
  return (
    <table className="data">
      <thead><tr><th scope="col">{sessions.costLine}</th><th scope="col" className="number">{sessions.price}</th><th scope="col" className="number">{sessions.amount}</th></tr></thead>
      <tbody>
        {costs.lines.map((line) => (
          <tr key={`${line.kind} ${line.period ?? ""}`}>
            <th scope="row">
              {sessions.costKinds[line.kind]}
              {line.period !== null && <span className="unit"> · {tariffs.period(line.period)}</span>}
              <span className="under">{numbers({ maximumFractionDigits: 3 }).format(Number(line.quantity))} {sessions.costUnits[line.unit]}</span>
            </th>
            <td className="number figures">{money(line.unitPrice, 4)}</td>
            <td className="number figures">{money(line.amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row">{sessions.total}</th><td /><td className="number figures"><b>{money(costs.total)}</b></td></tr></tfoot>
    </table>
  );
}

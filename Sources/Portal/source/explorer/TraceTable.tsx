import { Fragment, useMemo, useState } from "react";
import { Icon } from "../components/Icon";
import { texts } from "./texts/texts";
import { cellText, readTrace, sorted } from "./trace";

/** What each field cost; the dearest is one click away, by any column. */
export function TraceTable({ trace }: { trace: unknown }) {
  const { columns, rows, others } = useMemo(() => readTrace(trace), [trace]);
  const [order, setOrder] = useState<{ key: string; isDescending: boolean }>();
  const shown = useMemo(() => sorted(rows, order?.key, order?.isDescending ?? false), [rows, order]);
  const sortBy = (key: string, isNumeric: boolean) => {
    if (order?.key !== key) setOrder({ key, isDescending: isNumeric });
    else if (order.isDescending === isNumeric) setOrder({ key, isDescending: !isNumeric });
    else setOrder(undefined);
  };
  return (
    <div className="trace" tabIndex={0} role="region" aria-label={texts.trace.caption}>
      {others.length > 0 && (
        <dl className="trace-others">
          {others.map(({ label, text }) => <div key={label}><dt>{label}</dt><dd>{text}</dd></div>)}
        </dl>
      )}
      {rows.length > 0 && (
        <table>
          <caption className="visually-hidden">{texts.trace.caption}</caption>
          <thead>
            <tr>
              {columns.map(({ key, label, isNumeric }) => (
                <th key={key} scope="col" className={isNumeric ? "number" : undefined}
                  aria-sort={order?.key === key ? (order.isDescending ? "descending" : "ascending") : "none"}>
                  <button type="button" onClick={() => sortBy(key, isNumeric)}>
                    {label}
                    {order?.key === key && <Icon name={order.isDescending ? "down" : "up"} />}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row, index) => (
              // Rows have no identity beyond their place.
              <tr key={index}>
                {columns.map(({ key, isNumeric, longest }) => (
                  <td key={key} className={isNumeric ? "number" : undefined}>
                    {longest ? <Bar share={Number(row[key] ?? 0) / longest} /> : null}
                    <Breakable text={cellText(key, row[key])} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}

/** How much of the longest time this one is; the figure beside it says the same. */
function Bar({ share }: { share: number }) {
  return <span className="trace-bar" aria-hidden="true"><span style={{ width: `${Math.round(share * 100)}%` }} /></span>;
}

/** A long way through the answer breaks behind its dots, not within a name. */
function Breakable({ text }: { text: string }) {
  const parts = text.split(/\.(?=[A-Za-z_])/);
  return <>{parts.map((part, index) => <Fragment key={index}>{index > 0 && <>.<wbr /></>}{part}</Fragment>)}</>;
}

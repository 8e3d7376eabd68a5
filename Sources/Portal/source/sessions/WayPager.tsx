import { useState } from "react";
import { Button } from "../components/Button";
import { count } from "../format/quantity";
import { texts } from "../texts/texts";

type Cursors = readonly (string | undefined)[];

/** Pages of a list inside a page: the cursor that each page until this one begins after. */
export function useWay() {
  const [way, setWay] = useState<Cursors>([undefined]);
  return { way, setWay, first: 50, after: way[way.length - 1], page: way.length - 1 };
}

interface WayPagerProps {
  readonly way: ReturnType<typeof useWay>;
  readonly list: {
    readonly nodes: readonly unknown[];
    readonly totalCount: number;
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
  readonly isOld: boolean;
}

export function WayPager({ way: { way, setWay, first, page }, list: { nodes, totalCount, pageInfo }, isOld }: WayPagerProps) {
  const from = page * first;
  return (
    <div className="pager" aria-busy={isOld}>
      <span className="figures">{texts.table.rangeOf(count(from + 1), count(from + nodes.length), count(totalCount))}</span>
      <div className="pager-end">
        <Button className="small" disabled={page === 0} onClick={() => setWay(way.slice(0, -1))}>{texts.previous}</Button>
        <Button className="small" disabled={!pageInfo.hasNextPage} onClick={() => setWay([...way, pageInfo.endCursor ?? undefined])}>{texts.next}</Button>
      </div>
    </div>
  );
}

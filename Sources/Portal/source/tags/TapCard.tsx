import { useEffect, useState } from "react";
import { UnknownTags, type UnknownTagRow } from "documents/tags/tags";
import { Fault } from "../api/fault";
import { request } from "../api/request";
import { Button } from "../components/Button";
import { ChargerText } from "../components/ChargerText";
import { FaultNote } from "../components/PageState";
import { texts } from "../texts/texts";

const pause = 1000;

/** A card that nobody knows is held before a station, and its id need not be typed. */
export function TapCard({ onAdopt }: { readonly onAdopt: (idTag: string) => void }) {
  const { tags } = texts;
  const [isWaiting, setWaiting] = useState(false);
  return (
    <>
      <Button className="small" icon="tag" aria-expanded={isWaiting} onClick={() => setWaiting(!isWaiting)}>{tags.tap}</Button>
      {isWaiting && <Waiting onAdopt={(idTag) => {
        setWaiting(false);
        onAdopt(idTag);
      }} />}
    </>
  );
}

function Waiting({ onAdopt }: { readonly onAdopt: (idTag: string) => void }) {
  const { tags } = texts;
  const { tapped, fault } = useTapped();
  return (
    <div className="tapping">
      <p>{tags.tapNow}</p>
      <ul className="chosen" aria-live="polite">
        {tapped.map(({ id, idTag, station }) => (
          <li key={id}>
            <span className="place"><code className="code"><ChargerText text={idTag} /></code><span className="under">{station.chargePointId}</span></span>
            <Button className="small" aria-label={tags.adoptOne(idTag)} onClick={() => onAdopt(idTag)}>{tags.adopt}</Button>
          </li>
        ))}
      </ul>
      {fault && <FaultNote fault={fault} />}
    </div>
  );
}

/** Unknown tags that were held before a station since this began. */
function useTapped(): { readonly tapped: readonly UnknownTagRow[]; readonly fault: Fault | undefined } {
  const [tapped, setTapped] = useState<readonly UnknownTagRow[]>([]);
  const [fault, setFault] = useState<Fault>();
  useEffect(() => {
    const abort = new AbortController();
    const { signal } = abort;
    let known: ReadonlyMap<string, string> | undefined;
    const look = async () => {
      try {
        const { unknownTags: { nodes } } = await request(UnknownTags, { filter: null, first: 10, after: null }, signal);
        const before = known ??= new Map(nodes.map(({ id, lastSeenAt }) => [id, lastSeenAt]));
        setTapped(nodes.filter(({ id, lastSeenAt }) => before.get(id) !== lastSeenAt));
        setFault(undefined);
      } catch (error) {
        if (!signal.aborted && error instanceof Fault) setFault(error);
      }
    };
    void look();
    const timer = setInterval(() => document.hidden || void look(), pause);
    return () => {
      clearInterval(timer);
      abort.abort();
    };
  }, []);
  return { tapped, fault };
}

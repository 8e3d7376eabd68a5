import { ScheduleComparison as Compared } from "documents/operations/schedule";
import { useQuery } from "../api/hooks";
import { Note } from "../components/Note";
import { clock } from "../format/time";
import { decimal, nothing } from "../format/quantity";
import { texts } from "../texts/texts";

/** What a station says that it will allow, held against what its charging profiles say. */
export function ScheduleComparison({ operation }: { readonly operation: string }) {
  const { comparison: words } = texts.operations;
  const found = useQuery(Compared, { id: operation }).data?.operation?.compositeScheduleComparison;
  if (!found) return null;
  if (found.agrees) return <Note kind="success">{words.agrees}</Note>;
  const at = (seconds: number) => clock(new Date(Date.parse(found.start) + seconds * 1000));
  const limit = (value: number | null) => (value === null ? nothing
    : found.unit === "A" ? words.amperes(decimal(value, 1)) : words.kilowatts(decimal(value / 1000, 1)));
  return (
    <Note kind="warning">
      <b>{words.differs}</b>
      <ul>
        {found.differences.map(({ startSeconds, endSeconds, stationLimit, ourLimit }) => (
          <li key={startSeconds}>{words.difference(at(startSeconds), at(endSeconds), limit(stationLimit), limit(ourLimit))}</li>
        ))}
      </ul>
    </Note>
  );
}

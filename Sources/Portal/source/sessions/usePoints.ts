import { useEffect, useMemo, useRef, useState } from "react";
import { SessionPoints, SessionValueAdded, type SessionPointsData, type SessionValueAddedData } from "documents/sessions/sessions";
import { useQuery, useSubscription } from "../api/hooks";

export type Measured = SessionPointsData["session"] extends infer Session | null ? Session extends { points: readonly (infer Point)[] } ? Point : never : never;

const energyAndPower = ["Energy.Active.Import.Register", "Power.Active.Import"];
const count = 300;

/**
 * A session's values for its charts: from the server in as many parts as a chart can show, and while it runs each new one as
 * it comes, drawn no more than once a second.
 */
export function usePoints(id: string, isActive: boolean, measurands: readonly string[] = energyAndPower): readonly Measured[] | undefined {
  const query = useQuery(SessionPoints, { id, measurands, count });
  const [added, setAdded] = useState<readonly Measured[]>([]);
  const waiting = useRef<Measured[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const known = query.data?.session?.points;
  useEffect(() => setAdded([]), [known]);
  useEffect(() => () => clearTimeout(timer.current), []);
  useSubscription(SessionValueAdded, isActive ? { sessionId: id } : undefined, ({ meterValueAdded: value }: SessionValueAddedData) => {
    if (value.value === null || !measurands.includes(value.measurand)) return;
    waiting.current.push({
      at: value.sampledAt, measurand: value.measurand, phase: value.phase, location: value.location, unit: value.unit,
      minimum: value.value, maximum: value.value, average: value.value,
    });
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const fresh = waiting.current;
      waiting.current = [];
      setAdded((before) => [...before, ...fresh]);
    }, 1000);
  });
  return useMemo(() => {
    if (!known) return undefined;
    // An answer may hold what an event told too.
    const last = new Map<string, string>();
    for (const point of known) last.set(keyOf(point), point.at);
    return [...known, ...added.filter((point) => point.at > (last.get(keyOf(point)) ?? ""))];
  }, [known, added]);
}

function keyOf({ measurand, phase, location, unit }: Measured): string {
  return `${measurand} ${phase ?? ""} ${location ?? ""} ${unit}`;
}

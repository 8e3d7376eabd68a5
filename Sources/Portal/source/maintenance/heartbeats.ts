/** What heartbeats tell of a station's connection. */

export interface Beat {
  readonly at: number;
  /** Seconds since the one before; undefined for the first that is known. */
  readonly after: number | undefined;
}

export interface Rhythm {
  readonly beats: readonly Beat[];
  readonly interval: number | undefined;
  readonly longest: number | undefined;
  /** Quarters of an hour, the oldest first: whether anything was heard in each. */
  readonly quarters: readonly boolean[];
  readonly heard: number;
}

const quarter = 15 * 60_000;

/** @param moments newest first, as the API gives them. */
export function rhythmOf(moments: readonly number[], from: number, to: number): Rhythm {
  const beats = moments.map((at, index): Beat => {
    const before = moments[index + 1];
    return { at, after: before === undefined ? undefined : (at - before) / 1000 };
  });
  const pauses = beats.flatMap(({ after }) => (after === undefined ? [] : [after])).sort((one, other) => one - other);
  const quarters = Array.from({ length: Math.ceil((to - from) / quarter) }, (_, index) =>
    moments.some((at) => at >= from + index * quarter && at < from + (index + 1) * quarter));
  return {
    beats, quarters, interval: pauses[Math.floor(pauses.length / 2)], longest: pauses[pauses.length - 1],
    heard: quarters.filter(Boolean).length / Math.max(1, quarters.length),
  };
}

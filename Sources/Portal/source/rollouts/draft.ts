import type { CreateFirmwareRolloutInput, FirmwareRolloutPreviewInput, StationFilter } from "documents/schema";
import type { AskedStation } from "../operations/OperationForm";
import { texts } from "../texts/texts";

/** A roll-out as it is typed. */
export interface Draft {
  readonly name: string;
  readonly imageId: string;
  readonly isSigned: boolean;
  readonly way: "found" | "chosen";
  readonly text: string;
  readonly firmware: string;
  readonly group: string;
  readonly chosen: readonly AskedStation[];
  readonly waves: string;
  readonly pauseMinutes: string;
  readonly maxFailures: string;
  readonly waitHours: string;
  /** In the reader's zone; undefined: now. */
  readonly startsAt: string | undefined;
}

export function emptyDraft(imageId: string | null): Draft {
  return {
    name: "", imageId: imageId ?? "", isSigned: false, way: "found", text: "", firmware: "", group: "", chosen: [], waves: "1, 5, 50", pauseMinutes: "60",
    maxFailures: "0", waitHours: "24", startsAt: undefined,
  };
}

export type Mistakes = Readonly<Partial<Record<keyof Draft, string>>>;

const minutesInMonth = 30 * 24 * 60;

/** What is wrong with it, before the server has to say so. */
export function mistakesOf(draft: Draft): Mistakes {
  const { upkeep, rollouts, operations } = texts;
  const outside = (text: string, least: number, most: number) => (isWhole(text, least, most) ? undefined : rollouts.between(least, most));
  const all: Readonly<Partial<Record<keyof Draft, string | undefined>>> = {
    name: draft.name.trim() === "" ? upkeep.missing : undefined,
    imageId: draft.imageId === "" ? upkeep.missing : undefined,
    chosen: draft.way === "chosen" && draft.chosen.length === 0 ? operations.noStations : undefined,
    waves: wavesOf(draft.waves) ? undefined : rollouts.noWaves,
    pauseMinutes: outside(draft.pauseMinutes, 0, minutesInMonth),
    maxFailures: outside(draft.maxFailures, 0, 5000),
    waitHours: outside(draft.waitHours, 1, minutesInMonth / 60),
    startsAt: draft.startsAt !== undefined && Number.isNaN(Date.parse(draft.startsAt)) ? upkeep.missing : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, words]) => words !== undefined));
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,6}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}

/** "1, 5 50" as numbers, where each is one that a wave may have. */
function wavesOf(text: string): readonly number[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((part) => part !== "");
  return parts.length > 0 && parts.length <= 20 && parts.every((part) => isWhole(part, 1, 500)) ? parts.map(Number) : undefined;
}

export function stationsOf({ text, firmware, group }: Draft): StationFilter {
  return {
    ...(text.trim() && { text: text.trim() }), ...(firmware.trim() && { firmwareVersion: firmware.trim() }), ...(group && { groupIds: [group] }),
  };
}

/** What decides which stations get it, and in which wave. */
export function previewOf(draft: Draft): FirmwareRolloutPreviewInput {
  return {
    imageId: draft.imageId, signed: draft.isSigned, waveSizes: [...wavesOf(draft.waves) ?? []],
    ...(draft.way === "chosen" ? { stationIds: draft.chosen.map(({ id }) => id) } : { filter: stationsOf(draft) }),
  };
}

export function inputOf(draft: Draft): CreateFirmwareRolloutInput {
  return {
    ...previewOf(draft), name: draft.name.trim(), pauseSeconds: Number(draft.pauseMinutes) * 60, maxFailures: Number(draft.maxFailures),
    stationWaitSeconds: Number(draft.waitHours) * 3600, ...(draft.startsAt && { startsAt: new Date(draft.startsAt).toISOString() }),
  };
}

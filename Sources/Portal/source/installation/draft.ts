/** How a station was put in: as it is typed, and what of it the server is told. */
import type { InstallationOfStation } from "documents/installation/installation";
import type { PhaseOrder, UpdateInstallationInput } from "documents/schema";
import { dateInput, momentOfDate } from "../format/time";

export type Facts = NonNullable<InstallationOfStation["installation"]>;

/** Limits in kW, as they stand on plates and in contracts. */
export interface Draft {
  readonly installer: string;
  readonly installedAt: string;
  readonly fuseA: string;
  readonly phaseOrder: string;
  readonly gridLimitKw: string;
  readonly notes: string;
}

export const phaseOrders: readonly PhaseOrder[] = ["RST", "RTS", "SRT", "STR", "TRS", "TSR"];

/** Which wire goes to which phase. */
export function phaseWords(order: PhaseOrder): string {
  return `${order} · ${[...order].map((phase, index) => `L${index + 1}–${phase}`).join(", ")}`;
}

export function draftOf(facts: Facts): Draft {
  const text = (value: number | null, factor = 1) => (value === null ? "" : String(value / factor));
  return {
    installer: facts.installer ?? "", installedAt: facts.installedAt === null ? "" : dateInput(new Date(facts.installedAt)), fuseA: text(facts.fuseA),
    phaseOrder: facts.phaseOrder ?? "", gridLimitKw: text(facts.gridLimitW, 1000), notes: facts.notes ?? "",
  };
}

/** With a comma too, as people write it. Undefined: no number above zero. */
export function measureOf(text: string): number | undefined {
  const number = Number(text.trim().replace(",", "."));
  return Number.isFinite(number) && number > 0 ? number : undefined;
}

export function isMeasure(text: string): boolean {
  return text.trim() === "" || measureOf(text) !== undefined;
}

/** Only what is another than before. */
export function changesOf(id: string, before: Draft, draft: Draft): UpdateInstallationInput {
  const isNew = (name: keyof Draft) => draft[name].trim() !== before[name].trim();
  const limit = measureOf(draft.gridLimitKw);
  return {
    id,
    ...(isNew("installer") && { installer: draft.installer.trim() || null }),
    ...(isNew("installedAt") && { installedAt: momentOfDate(draft.installedAt) ?? null }),
    ...(isNew("fuseA") && { fuseA: measureOf(draft.fuseA) ?? null }),
    ...(isNew("phaseOrder") && { phaseOrder: phaseOrders.find((each) => each === draft.phaseOrder) ?? null }),
    ...(isNew("gridLimitKw") && { gridLimitW: limit === undefined ? null : Math.round(limit * 1000) }),
    ...(isNew("notes") && { notes: draft.notes.trim() || null }),
  };
}

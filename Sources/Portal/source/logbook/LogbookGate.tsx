import { useEffect, useState, type MutableRefObject } from "react";
import type { LogbookRule } from "documents/schema";
import { Note } from "../components/Note";
import { texts } from "../texts/texts";
import { EntryFields } from "./EntryFields";
import { emptyEntry, entryOf } from "./draft";
import { armFor } from "./entry";

/** Makes what has to be made before a start with this tag. False: something is still to be filled in. */
export type Gate = (idTag: string) => Promise<boolean>;

interface LogbookGateProps {
  readonly stationId: string;
  readonly rule: LogbookRule;
  readonly gate: MutableRefObject<Gate | undefined>;
}

/** The entry that a station's logbook wants before it starts; where it may come later, it may be left out. */
export function LogbookGate({ stationId, rule, gate }: LogbookGateProps) {
  const [draft, setDraft] = useState(emptyEntry);
  const [isChecked, setChecked] = useState(false);
  useEffect(() => {
    gate.current = async (idTag) => {
      const isEmpty = draft.vehicleId.trim() === "" && draft.mileageKm.trim() === "";
      if (isEmpty && rule === "ASK_LATER") return true;
      const entry = entryOf(draft);
      setChecked(true);
      if (!entry) return false;
      await armFor(stationId, idTag, entry);
      return true;
    };
    return () => {
      gate.current = undefined;
    };
  }, [draft, rule, stationId, gate]);
  return (
    <>
      <Note kind="info">{texts.logbook.gates[rule]}</Note>
      <EntryFields stationId={stationId} draft={draft} onDraft={setDraft} isChecked={isChecked} isOptional={rule === "ASK_LATER"} />
    </>
  );
}

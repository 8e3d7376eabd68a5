import { useState } from "react";
import { ConfirmDialog } from "../components/ConfirmDialog";
import type { OperationSummary } from "../graphql/operations";
import { texts } from "./texts/texts";

interface MutationQuestionProps {
  readonly operation: OperationSummary;
  readonly onAnswer: (isYes: boolean, isRemembered: boolean) => void;
}

/** Charging cables unlock and sessions end by a mutation: a key pressed too early should not be enough. */
export function MutationQuestion({ operation, onAnswer }: MutationQuestionProps) {
  const [isRemembered, setRemembered] = useState(false);
  return (
    <ConfirmDialog
      title={texts.confirm.title(operation.name ?? texts.confirm.unnamed)} action={texts.confirm.run}
      onConfirm={() => onAnswer(true, isRemembered)} onCancel={() => onAnswer(false, false)}
    >
      <p>{texts.confirm.body}</p>
      <label className="check">
        <input type="checkbox" checked={isRemembered} onChange={(event) => setRemembered(event.target.checked)} />
        {texts.confirm.remember}
      </label>
    </ConfirmDialog>
  );
}

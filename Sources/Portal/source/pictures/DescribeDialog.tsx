import { useId, useState, type FormEvent } from "react";
import { DescribeStationPicture } from "documents/pictures/pictures";
import { useMutation } from "../api/hooks";
import { Button } from "../components/Button";
import { Dialog } from "../components/Dialog";
import { TextAreaField } from "../components/Field";
import { FaultNote } from "../components/PageState";
import { texts } from "../texts/texts";

interface DescribeDialogProps {
  readonly picture: { readonly id: string; readonly alternativeText: string };
  readonly onClose: () => void;
}

/** Says anew what a picture shows. */
export function DescribeDialog({ picture: { id, alternativeText }, onClose }: DescribeDialogProps) {
  const { pictures: words } = texts;
  const form = useId();
  const [text, setText] = useState(alternativeText);
  const { run, isSending, fault } = useMutation(DescribeStationPicture);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== "" && await run({ input: { id, alternativeText: text.trim() } })) onClose();
  };
  return (
    <Dialog title={words.describe} onClose={onClose} footer={
      <>
        <Button onClick={onClose}>{texts.cancel}</Button>
        <Button type="submit" form={form} kind="primary" disabled={isSending}>{texts.save}</Button>
      </>
    }>
      <form id={form} className="stack" onSubmit={(event) => void submit(event)}>
        {fault && <FaultNote fault={fault} />}
        <DescriptionField value={text} onValue={setText} isChecked />
      </form>
    </Dialog>
  );
}

export function DescriptionField({ value, onValue, isChecked }: { value: string; onValue: (value: string) => void; isChecked: boolean }) {
  const { pictures: words } = texts;
  return (
    <TextAreaField
      label={words.description} hint={words.descriptionHint} value={value} rows={2} maxLength={300}
      // A line that ends is no part of what is said.
      onValue={(typed) => onValue(typed.replace(/\s*\n\s*/g, " "))}
      error={isChecked && value.trim() === "" ? texts.upkeep.missing : undefined}
    />
  );
}

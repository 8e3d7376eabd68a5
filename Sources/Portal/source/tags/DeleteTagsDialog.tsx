import { DeleteTags } from "documents/tags/tags";
import { useMutation } from "../api/hooks";
import { store } from "../api/request";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";

interface DeleteTagsDialogProps {
  readonly tags: readonly { readonly id: string; readonly idTag: string }[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function DeleteTagsDialog({ tags: rows, onClose, onDone }: DeleteTagsDialogProps) {
  const { tags } = texts;
  const { run, fault } = useMutation(DeleteTags);
  const [first] = rows;
  const remove = async () => {
    const ids = rows.map(({ id }) => id);
    if (!await run({ input: { ids } })) return;
    onClose();
    onDone();
    store.forget(ids);
    toast("done", tags.removed(rows.length));
  };
  return (
    <ConfirmDialog title={rows.length === 1 && first ? tags.removeOne(first.idTag) : tags.removeMany(rows.length)} action={tags.remove}
      kind="danger" onConfirm={() => void remove()} onCancel={onClose}>
      <p>{tags.removeBody}</p>
      {fault && <FaultNote fault={fault} />}
    </ConfirmDialog>
  );
}

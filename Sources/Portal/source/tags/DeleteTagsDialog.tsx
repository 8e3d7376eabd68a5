import { DeleteTags } from "documents/tags/tags";
import { DeleteDialog } from "../components/DeleteDialog";
import { texts } from "../texts/texts";

interface DeleteTagsDialogProps {
  readonly tags: readonly { readonly id: string; readonly idTag: string }[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export function DeleteTagsDialog({ tags: rows, onClose, onDone }: DeleteTagsDialogProps) {
  const { tags } = texts;
  const [first] = rows;
  return (
    <DeleteDialog document={DeleteTags} ids={rows.map(({ id }) => id)} action={tags.remove} done={tags.removed(rows.length)}
      title={rows.length === 1 && first ? tags.removeOne(first.idTag) : tags.removeMany(rows.length)} onClose={onClose} onDone={onDone}>
      <p>{tags.removeBody}</p>
    </DeleteDialog>
  );
}

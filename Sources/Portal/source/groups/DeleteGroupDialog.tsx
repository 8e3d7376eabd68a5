import { DeleteGroups } from "documents/groups/groups";
import { DeleteDialog } from "../components/DeleteDialog";
import { texts } from "../texts/texts";

export function DeleteGroupDialog({ group, onClose, onDone }: {
  readonly group: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { groups } = texts;
  return (
    <DeleteDialog document={DeleteGroups} ids={[group.id]} title={groups.removeTitle(group.name)} action={groups.remove}
      done={groups.removed(group.name)} onClose={onClose} onDone={onDone}>
      <p>{groups.removeBody}</p>
    </DeleteDialog>
  );
}

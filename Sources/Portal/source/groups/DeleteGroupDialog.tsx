import { DeleteGroups } from "documents/groups/groups";
import { useMutation } from "../api/hooks";
import { store } from "../api/request";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";

export function DeleteGroupDialog({ group, onClose, onDone }: {
  readonly group: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
  readonly onDone: () => void;
}) {
  const { groups } = texts;
  const { run, fault } = useMutation(DeleteGroups);
  const remove = async () => {
    if (!await run({ input: { ids: [group.id] } })) return;
    onClose();
    onDone();
    store.forget([group.id]);
    toast("done", groups.removed(group.name));
  };
  return (
    <ConfirmDialog title={groups.removeTitle(group.name)} action={groups.remove} kind="danger" onConfirm={() => void remove()} onCancel={onClose}>
      <p>{groups.removeBody}</p>
      {fault && <FaultNote fault={fault} />}
    </ConfirmDialog>
  );
}

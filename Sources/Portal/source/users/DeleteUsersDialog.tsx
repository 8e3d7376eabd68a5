import { DeleteUsers, UserSessionCounts, type UserRow } from "documents/users/users";
import { useMutation, useQuery } from "../api/hooks";
import { store } from "../api/request";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { texts } from "../texts/texts";
import { fullName } from "./person";

interface DeleteUsersDialogProps {
  readonly users: readonly UserRow[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what goes and what stays, then deletes all of them or none. */
export function DeleteUsersDialog({ users: rows, onClose, onDone }: DeleteUsersDialogProps) {
  const { users } = texts;
  const { run, fault } = useMutation(DeleteUsers);
  const [first] = rows;
  const remove = async () => {
    const ids = rows.map(({ id }) => id);
    if (!await run({ input: { ids } })) return;
    onClose();
    onDone();
    store.forget(ids);
    toast("done", users.removed(rows.length));
  };
  return (
    <ConfirmDialog title={rows.length === 1 && first ? users.removeOne(fullName(first)) : users.removeMany(rows.length)} action={users.remove}
      kind="danger" onConfirm={() => void remove()} onCancel={onClose}>
      <p>{users.removeGoes}</p>
      {rows.length === 1 && first ? <Stays id={first.id} /> : <p>{users.sessionsStay}</p>}
      <p>{users.tagsStay}</p>
      {fault && <FaultNote fault={fault} />}
    </ConfirmDialog>
  );
}

/** How many sessions stay, as soon as that is known. */
function Stays({ id }: { readonly id: string }) {
  const { data } = useQuery(UserSessionCounts, { id }, { isStill: true });
  const count = data?.node?.tags?.reduce((sum, tag) => sum + tag.sessions.totalCount, 0) ?? 0;
  return <p>{count > 0 ? texts.users.countedSessionsStay(count) : texts.users.sessionsStay}</p>;
}

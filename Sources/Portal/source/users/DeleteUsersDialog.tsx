import { DeleteUsers, UserSessionCounts, type UserRow } from "documents/users/users";
import { useQuery } from "../api/hooks";
import { DeleteDialog } from "../components/DeleteDialog";
import { texts } from "../texts/texts";
import { fullName } from "./person";

interface DeleteUsersDialogProps {
  readonly users: readonly UserRow[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what goes and what stays. */
export function DeleteUsersDialog({ users: rows, onClose, onDone }: DeleteUsersDialogProps) {
  const { users } = texts;
  const [first] = rows;
  const isOne = rows.length === 1 && first;
  return (
    <DeleteDialog document={DeleteUsers} ids={rows.map(({ id }) => id)} action={users.remove} done={users.removed(rows.length)}
      title={isOne ? users.removeOne(fullName(first)) : users.removeMany(rows.length)} onClose={onClose} onDone={onDone}>
      <p>{users.removeGoes}</p>
      {isOne ? <Stays id={first.id} /> : <p>{users.sessionsStay}</p>}
      <p>{users.tagsStay}</p>
    </DeleteDialog>
  );
}

/** How many sessions stay, as soon as that is known. */
function Stays({ id }: { readonly id: string }) {
  const { data } = useQuery(UserSessionCounts, { id }, { isStill: true });
  const count = data?.node?.tags?.reduce((sum, tag) => sum + tag.sessions.totalCount, 0) ?? 0;
  return <p>{count > 0 ? texts.users.countedSessionsStay(count) : texts.users.sessionsStay}</p>;
}

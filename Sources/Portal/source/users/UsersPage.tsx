import { useMemo, useState } from "react";
import { RepeatInvitation, UpdateUser, Users, type UserRow } from "documents/users/users";
import type { UserFilter } from "documents/schema";
import { useMutation, useQuery, useViewer } from "../api/hooks";
import { request } from "../api/request";
import { Button } from "../components/Button";
import type { MenuItem } from "../components/Menu";
import { PageHead } from "../components/PageHead";
import { FaultNote } from "../components/PageState";
import { toast } from "../components/toasts";
import { useParameters } from "../router/address";
import { DataTable } from "../table/DataTable";
import { ChoiceFilter, SearchFilter } from "../table/filters";
import type { BulkAction } from "../table/selection";
import { useTableState, type TableState } from "../table/useTableState";
import { language, texts } from "../texts/texts";
import { DeleteUsersDialog } from "./DeleteUsersDialog";
import { InviteDialog } from "./InviteDialog";
import { roleName, rolesUpTo, statuses } from "./person";
import { userColumns, userHref } from "./userColumns";

const filters = ["role", "status"];

/** The people of the organization. */
export default function UsersPage() {
  const [parameters, set] = useParameters();
  const state = useTableState({ filters, sort: "email" });
  const filter = useMemo(() => userFilter(state), [state]);
  const orderBy = state.sort.column === "signedIn" ? "LAST_SIGN_IN_AT_DESC" : "EMAIL";
  const query = useQuery(Users, { filter, orderBy, first: state.first, after: state.after });
  const list = query.data?.users;
  const columns = useMemo(() => userColumns(), [language]);
  const [toDelete, setToDelete] = useState<{ rows: readonly UserRow[]; done: () => void }>();
  const { id: me } = useViewer().user;
  const canSelect = useMemo(() => ({ id }: UserRow) => id !== me, [me]);
  const { changes, fault } = useChanges();
  const rowMenu = useMemo(() => (row: UserRow) => menuOf(row, me, changes, () => setToDelete({ rows: [row], done: () => undefined })), [me, changes]);
  const { users, navigation } = texts;
  const bulk: readonly BulkAction<UserRow>[] = [
    { text: users.remove, icon: "bin", isDanger: true, run: (rows, done) => setToDelete({ rows, done }) },
  ];
  const invite = <Button kind="primary" icon="plus" onClick={() => set({ new: "1" })}>{users.invite}</Button>;
  return (
    <>
      <PageHead title={users.title} lead={users.lead} crumbs={[{ text: navigation.settings }, { text: users.title }]} actions={invite} />
      {fault && <FaultNote fault={fault} />}
      <DataTable
        name="users" label={users.title} columns={columns} state={state} query={query} rowName={nameOf} rowMenu={rowMenu} bulk={bulk} canSelect={canSelect}
        page={list && { rows: list.nodes, total: list.totalCount, hasNext: list.pageInfo.hasNextPage, endCursor: list.pageInfo.endCursor }}
        readRows={async (first, after, signal) => (await request(Users, { filter, orderBy, first, after }, signal)).users}
        search={<SearchFilter state={state} label={users.find} />} filters={<Filters state={state} />}
        empty={{ title: users.none, action: invite }}
      />
      {parameters.has("new") && <InviteDialog onClose={() => set({ new: undefined }, "replace")} onDone={() => void query.refetch()} />}
      {toDelete && <DeleteUsersDialog users={toDelete.rows} onClose={() => setToDelete(undefined)} onDone={() => {
        toDelete.done();
        void query.refetch();
      }} />}
    </>
  );
}

const nameOf = ({ email }: UserRow) => email;

interface Changes {
  readonly setActive: (row: UserRow, isActive: boolean) => Promise<void>;
  readonly inviteAgain: (row: UserRow) => Promise<void>;
}

function useChanges(): { readonly changes: Changes; readonly fault: ReturnType<typeof useMutation>["fault"] } {
  const update = useMutation(UpdateUser);
  const repeat = useMutation(RepeatInvitation);
  const changes = useMemo((): Changes => ({
    setActive: async ({ id, email }, isActive) => {
      if (await update.run({ input: { id, isActive } })) toast("done", isActive ? texts.users.activated(email) : texts.users.deactivated(email));
    },
    inviteAgain: async ({ id, email }) => {
      if (await repeat.run({ input: { id } })) toast("done", texts.users.invited(email));
    },
  }), [update.run, repeat.run]);
  return { changes, fault: update.fault ?? repeat.fault };
}

function menuOf(row: UserRow, me: string, changes: Changes, remove: () => void): readonly MenuItem[] {
  const { users } = texts;
  const items: MenuItem[] = [{ text: texts.edit, icon: "edit", href: userHref(row.id) }, { text: users.signIns, icon: "history", href: `${userHref(row.id)}/sign-ins` }];
  if (row.status === "INVITED") items.push({ text: users.inviteAgain, icon: "mail", isApart: true, onChoose: () => void changes.inviteAgain(row) });
  if (row.id === me) return items;
  items.push(
    row.status === "INACTIVE"
      ? { text: users.activate, icon: "start", isApart: true, onChoose: () => void changes.setActive(row, true) }
      : { text: users.deactivate, icon: "halt", isApart: row.status !== "INVITED", onChoose: () => void changes.setActive(row, false) },
    { text: users.remove, icon: "bin", isDanger: true, onChoose: remove });
  return items;
}

function Filters({ state }: { readonly state: TableState }) {
  const { users } = texts;
  return (
    <>
      <ChoiceFilter state={state} name="role" label={users.role} isMultiple
        choices={rolesUpTo("PLATFORM_OPERATOR").map((value) => ({ value, text: roleName(value) }))} />
      <ChoiceFilter state={state} name="status" label={users.status} isMultiple
        choices={statuses.map((value) => ({ value, text: users.statuses[value] }))} />
    </>
  );
}

function userFilter(state: TableState): UserFilter {
  const role = rolesUpTo("PLATFORM_OPERATOR").filter((each) => state.values("role").includes(each));
  const status = statuses.filter((each) => state.values("status").includes(each));
  return { ...(state.text && { text: state.text }), ...(role.length > 0 && { role }), ...(status.length > 0 && { status }) };
}

import { useState } from "react";
import { RemoveSecondFactor, RepeatInvitation, UserPage as UserQuery, type UserGroupRoles, type UserRow } from "documents/users/users";
import { useMutation, useQuery, useViewer } from "../api/hooks";
import { Button } from "../components/Button";
import { Card, Facts } from "../components/Card";
import { ConfirmDialog } from "../components/ConfirmDialog";
import { LinkTabs } from "../components/LinkTabs";
import { PageHead } from "../components/PageHead";
import { FaultNote, PageNotFound } from "../components/PageState";
import { Time } from "../components/Time";
import { toast } from "../components/toasts";
import { groupHref } from "../groups/GroupTree";
import { navigate } from "../router/address";
import { Link } from "../router/Link";
import type { PageProps } from "../router/routes";
import { texts } from "../texts/texts";
import { DeleteUsersDialog } from "./DeleteUsersDialog";
import { fullName, roleName, UserBadge } from "./person";
import { SignInTable } from "./SignInTable";
import { UserForm } from "./UserForm";
import { UserTagsCard } from "./UserTagsCard";
import { userHref } from "./userColumns";

const tabs = ["overview", "sign-ins"] as const;
type Tab = (typeof tabs)[number];
type LoadedUser = UserRow & UserGroupRoles;
const list = "/settings/users";

/** One person's account: who they are, what they may do, their tags, and how they signed in. */
export default function UserPage({ values }: PageProps) {
  const query = useQuery(UserQuery, { id: values["id"] ?? "" });
  const tab = tabs.find((each) => each === (values["tab"] ?? "overview"));
  const user = query.data?.node as LoadedUser | null | undefined;
  // The id of something else has none of the fields.
  const isOther = !query.data && !query.fault && !query.isFetching;
  const { users, navigation } = texts;
  if (!tab || query.fault?.code === "BAD_USER_INPUT" || user === null || isOther) return <PageNotFound />;
  if (!user) {
    return (
      <>
        <PageHead title={users.one} crumbs={[{ text: navigation.settings }, { text: users.title, href: list }]} />
        {query.fault ? <FaultNote fault={query.fault} onRetry={() => void query.refetch()} /> : <div className="page-loading" aria-busy="true" />}
      </>
    );
  }
  return <Loaded user={user} tab={tab} onChanged={query.refetch} />;
}

function Loaded({ user, tab, onChanged }: { readonly user: LoadedUser; readonly tab: Tab; readonly onChanged: () => Promise<void> }) {
  const { users, navigation } = texts;
  const [asked, setAsked] = useState<"delete" | "factor">();
  const repeat = useMutation(RepeatInvitation);
  const factor = useMutation(RemoveSecondFactor);
  const isOneself = useViewer().user.id === user.id;
  const name = fullName(user);
  const fault = repeat.fault ?? factor.fault;
  const inviteAgain = async () => {
    if (await repeat.run({ input: { id: user.id } })) toast("done", users.invited(user.email));
  };
  const removeFactor = async () => {
    setAsked(undefined);
    if (await factor.run({ input: { id: user.id } })) toast("done", users.factorRemoved(name));
  };
  return (
    <>
      <PageHead
        title={name} beside={<UserBadge status={user.status} />} lead={name === user.email ? roleName(user.role) : `${user.email} · ${roleName(user.role)}`}
        crumbs={[{ text: navigation.settings }, { text: users.title, href: list }, { text: name }]}
        actions={
          <>
            {user.status === "INVITED" && <Button icon="mail" disabled={repeat.isSending} onClick={() => void inviteAgain()}>{users.inviteAgain}</Button>}
            {user.hasSecondFactor && !isOneself && <Button icon="shield" onClick={() => setAsked("factor")}>{users.removeFactor}</Button>}
            {!isOneself && <Button kind="danger" icon="bin" onClick={() => setAsked("delete")}>{users.remove}</Button>}
          </>
        }
      />
      {fault && <FaultNote fault={fault} />}
      <LinkTabs label={users.tabsLabel} current={tab} tabs={tabs.map((id) => ({
        id, text: users.tabs[id], href: id === "overview" ? userHref(user.id) : `${userHref(user.id)}/${id}`,
      }))} />
      {tab === "overview" && (
        <div className="grid">
          <div className="span-7 stack"><UserForm key={user.id} user={user} isOneself={isOneself} /></div>
          <div className="span-5 stack">
            <UserTagsCard user={user} onChanged={onChanged} />
            {user.groupRoles.length > 0 && (
              <Card title={users.groupRoles}>
                <ul className="chosen">
                  {user.groupRoles.map(({ role, group: { id, name: group } }) => (
                    <li key={id}><Link href={`${groupHref(id)}/rights`}>{group}</Link><span>{texts.roles[role]}</span></li>
                  ))}
                </ul>
              </Card>
            )}
            <Card title={users.account}>
              <Facts facts={[
                [users.created, <Time key="created" at={user.createdAt} />], [users.lastSignIn, <Time key="last" at={user.lastSignInAt} />],
                [users.secondFactor, user.hasSecondFactor ? texts.yes : texts.no], [users.id, <code key="id" className="code">{user.id}</code>],
              ]} />
            </Card>
          </div>
        </div>
      )}
      {tab === "sign-ins" && <SignInTable userId={user.id} />}
      {asked === "delete" && <DeleteUsersDialog users={[user]} onClose={() => setAsked(undefined)} onDone={() => navigate(list)} />}
      {asked === "factor" && (
        <ConfirmDialog title={users.removeFactorTitle(name)} action={users.removeFactor} kind="danger" onConfirm={() => void removeFactor()}
          onCancel={() => setAsked(undefined)}>{users.removeFactorBody}</ConfirmDialog>
      )}
    </>
  );
}
